import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The project's folder, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** A file of the project. */
export const read = (path: string): string => readFileSync(ROOT + path, 'utf8');
/** Files in a folder, at any depth, without their ending. */
export const filesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => file.replaceAll('\\', '/').slice(0, -ending.length))
    .toSorted();

/** Every source of the product. */
export const SOURCES = [
  ...filesIn('lib', '.ts').map((file) => `lib/${file}.ts`),
  ...filesIn('functions', '.ts').map((file) => `functions/${file}.ts`),
  ...filesIn('infra', '.ts').map((file) => `infra/${file}.ts`),
];
