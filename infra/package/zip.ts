import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** With slashes, relative to the archive's root. */
  readonly path: string;
  readonly content: Uint8Array;
}

/** MS-DOS has no earlier day than 1 January 1980: the same files make the same archive, whenever and wherever. */
const DATE = 0x0021;
const READ_BY_ALL = 0o100644;
const UTF8 = 0x0800;
const DEFLATED = 8;
const VERSION = 20;

/** A zip archive of small files. Source: PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, content } of entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(content, { level: 9 });
    const common = commonFields(content, packed.length, name.length);
    const local = Buffer.concat([uint32(0x04034b50), common, uint16(0), name, packed]);
    files.push(local);
    directory.push(
      // Made on Unix, so that the mode in the upper half of the external attributes counts.
      ...[uint32(0x02014b50), uint16((3 << 8) | VERSION), common, uint16(0), uint16(0), uint16(0), uint16(0)],
      ...[uint32(READ_BY_ALL * 0x10000), uint32(offset), name],
    );
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = [uint32(0x06054b50), uint16(0), uint16(0), uint16(entries.length), uint16(entries.length)];
  return Buffer.concat([...files, listed, ...end, uint32(listed.length), uint32(offset), uint16(0)]);
}

/** From "version needed" to "file name length", as both headers have them. */
function commonFields(content: Uint8Array, packedLength: number, nameLength: number): Buffer {
  return Buffer.concat([
    ...[uint16(VERSION), uint16(UTF8), uint16(DEFLATED), uint16(0), uint16(DATE)],
    ...[uint32(crc32(content)), uint32(packedLength), uint32(content.length), uint16(nameLength)],
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
