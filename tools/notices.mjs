// The licences of what others wrote travel with what is built from it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeChanged } from './write-changed.mjs';

/** The folder of the package that a source file belongs to; null for our own. */
function packageOf(source) {
  const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(source) ?? [];
  return folder ?? null;
}

function licenceOf(folder) {
  const { name, version, license, author, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
  const by = typeof author === 'string' ? author : author?.name;
  const declared = `Declared in its package.json as ${license}${by ? `, by ${by}` : ''}${homepage ? `, ${homepage}` : ''}.`;
  return {
    title: `${name} ${version} (${license})`,
    text: file ? readFileSync(join(folder, file), 'utf8').trim() : declared,
  };
}

/** What is said of all packages that bundles were made of: each text once, below the packages that it covers. */
export function noticesOf(metafiles) {
  const sources = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs)),
  );
  const folders = [...new Set(sources.map(packageOf))].filter((folder) => folder !== null && existsSync(folder));
  const byText = Map.groupBy(folders.map(licenceOf), ({ text }) => text);
  const parts = [...byText].map(
    ([text, packages]) =>
      `${packages
        .map(({ title }) => title)
        .toSorted()
        .join('\n')}\n\n${text}\n`,
  );
  return `This is built from vpce-doctor, under the Apache License 2.0, and from the packages below.\n\n${parts.toSorted().join(`\n${'-'.repeat(80)}\n\n`)}`;
}

/** Puts the notices, and our own licence, beside a bundle. */
export function writeNotices(folder, metafiles, licence) {
  writeChanged(join(folder, 'THIRD-PARTY-NOTICES.txt'), Buffer.from(noticesOf(metafiles)));
  writeChanged(join(folder, 'LICENSE'), readFileSync(licence));
}
