import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mergeFacts } from '../../lib/analyze/merge.ts';
import type { Facts } from '../../lib/model/facts.ts';
import { FORMATS, type Format, RENDERERS } from '../../lib/report/render/index.ts';
import { reportOf } from '../../lib/report/report.ts';

/** Recorded worlds, by the scenario that they were recorded from. */
export const CASES = [
  'healthy-two-zones',
  'healthy-one-zone',
  'acl-client-reply',
  'endpoint-pending',
  'hub-no-route',
  'interface-dead',
  'endpoint-group-closed',
  'public-answer-nat',
  'public-answer-isolated',
  'public-answer-endpoint-closed',
  'custom-resolver-public',
  'resolver-silent',
  'name-not-found',
  'tls-intercepted',
  'endpoint-policy-omits',
  'role-lacks-permission',
  'secret-absent',
  'service-truncates',
] as const;

const ENDINGS: Readonly<Record<Format, string>> = {
  text: 'txt',
  short: 'short.txt',
  json: 'json',
  junit: 'xml',
  markdown: 'md',
};

export const folderOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What was recorded of a world: by the function inside, and from outside. */
export function recordedOf(name: string): { readonly inside: Facts; readonly outside: Facts } {
  const read = (file: string) => JSON.parse(readFileSync(`${folderOf(name)}/${file}`, 'utf8')) as Facts;
  return { inside: read('inside.json'), outside: read('outside.json') };
}

/** Every format of the report that both vantages lead to, and the text of each vantage alone, by file name. */
export function goldenOf({ inside, outside }: ReturnType<typeof recordedOf>): Readonly<Record<string, string>> {
  const report = reportOf(mergeFacts(inside, outside));
  return {
    ...Object.fromEntries(FORMATS.map((format) => [`report.${ENDINGS[format]}`, RENDERERS[format](report)])),
    'inside.txt': RENDERERS.text(reportOf(inside)),
    'outside.txt': RENDERERS.text(reportOf(outside)),
  };
}

export const README = fileURLToPath(new URL('../../README.md', import.meta.url));

/** A report that README.md shows: a comment that names it, and a block of code. */
export const SHOWN = /<!-- test\/cases\/([\w-]+)\/report\.txt -->\n```\n[\s\S]*?\n```\n/g;

/** How README.md shows the report of a case. */
export const shownIn = (name: string): string =>
  `<!-- test/cases/${name}/report.txt -->\n\`\`\`\n${readFileSync(`${folderOf(name)}/report.txt`, 'utf8').trimEnd()}\n\`\`\`\n`;
