import { readFileSync } from 'node:fs';

/** The page of a finding, from the source tree. The build puts all pages into the command instead, which then is one file. */
export default function findingPage(code: string): string {
  return readFileSync(new URL(`../../docs/findings/${code}.md`, import.meta.url), 'utf8');
}
