// Writes docs/findings/README.md: every finding by what people see. `npm run build` does not need it; a test keeps it true.
import { readFileSync, writeFileSync } from 'node:fs';
import { CHECKED_CODES } from '../lib/model/codes.ts';
import { SYMPTOMS } from '../lib/words/symptoms.ts';

const FOLDER = new URL('../docs/findings/', import.meta.url);

const titleOf = (code: string): string =>
  readFileSync(new URL(`${code}.md`, FOLDER), 'utf8')
    .slice(2)
    .split('\n', 1)[0] ?? '';

const checked: ReadonlySet<string> = new Set(CHECKED_CODES);

const itemOf = (code: string): string =>
  `- [${titleOf(code)}](${code}.md)${checked.has(code) ? '' : ', not checked yet'}\n`;

/** The index as Markdown. */
export const findingsIndex = (): string => `# Findings, by what you see

What do you see? Each link says what's wrong, how to fix it, and how to confirm it. On a terminal: \`vpce-doctor explain\`.

${SYMPTOMS.map(({ title }) => `- [${title}](#${anchorOf(title)})\n`).join('')}
${SYMPTOMS.map(({ title, codes }) => `## ${title}\n\n${codes.map(itemOf).join('')}`).join('\n')}
Codes that were retired are in [retired.md](retired.md). [How severity works](../severity.md).
`;

/** As Git hosts make anchors of headings. */
const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');

if (import.meta.main) writeFileSync(new URL('README.md', FOLDER), findingsIndex());
