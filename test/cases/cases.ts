import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mergeFacts } from '../../lib/facts/merge.ts';
import { RESOURCES } from '../../lib/model/inventory.ts';
import { FORMATS, type Format, RENDERERS } from '../../lib/report/render/index.ts';
import { reportOf } from '../../lib/report/report.ts';
import { SERVICE } from '../../lib/services/index.ts';
import { goldenFolderOf, type Recording } from '../lab/recordings.ts';

const ENDINGS: Readonly<Record<Format, string>> = {
  text: 'txt',
  short: 'short.txt',
  json: 'json',
  junit: 'xml',
  markdown: 'md',
};

/** Every format of the report that both vantages lead to, and the text of each vantage alone, by file name. */
export function goldenOf({ inside, outside }: Recording): Readonly<Record<string, string>> {
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
  `<!-- test/cases/${name}/report.txt -->\n\`\`\`\n${readFileSync(`${goldenFolderOf(name)}/report.txt`, 'utf8').trimEnd()}\n\`\`\`\n`;

/** The permissions that README.md lists: a comment, and what stands below it. */
export const PERMISSIONS = /<!-- permissions -->\n[\s\S]*?\n\n/;

const IN_A_LINE = 4;

/** How README.md lists what reading every kind of resource takes; STS answers everyone who signs. */
export function permissionsShown(): string {
  const actions = Object.values(RESOURCES).map(({ reading }) => reading.action ?? SERVICE.actions.describe);
  const named = [...actions.filter((action) => !action.startsWith('sts:')), 'lambda:GetFunctionConfiguration'];
  const lines = Object.values(Object.groupBy(named.toSorted(), (_, index) => Math.floor(index / IN_A_LINE)));
  return `<!-- permissions -->\n${lines.map((line = []) => line.map((action) => `\`${action}\``).join(' ')).join('\n')}\n\n`;
}
