import type { Code } from '../model/codes.ts';

/** Where the pages are read: relative to the project's root, as long as the project has no public address. */
const PAGES = 'docs/findings';

/** The page of a finding. */
export const pageOf = (code: Code): string => `${PAGES}/${code}.md`;
