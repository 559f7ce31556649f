import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mergeFacts } from '../../lib/facts/merge.ts';
import { FORMATS, type Format, RENDERERS } from '../../lib/report/render/index.ts';
import { reportOf } from '../../lib/report/report.ts';
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

/** A part of a report that README.md shows: a comment that names it, and a block of code. */
export const SHOWN = /<!-- test\/cases\/([\w-]+)\/report\.txt, (\w+) -->\n```text\n[\s\S]*?\n```\n/g;

/** The parts of a report, by what the comment calls them. */
const PARTS: Readonly<Record<string, (report: string) => string>> = {
  headless: (report) => report.slice(report.indexOf('\n\n') + 2),
  proof: (report) => report.split('\n\n').find((block) => block.startsWith('  Proof')) ?? '',
};

/** How README.md shows a part of a case's report. */
export const shownIn = (name: string, part: string): string =>
  `<!-- test/cases/${name}/report.txt, ${part} -->\n\`\`\`text\n${PARTS[part]?.(readFileSync(`${goldenFolderOf(name)}/report.txt`, 'utf8')).trimEnd()}\n\`\`\`\n`;
