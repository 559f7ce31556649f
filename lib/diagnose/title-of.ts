import type { Code } from '../model/codes.ts';
import { CHECKS } from './checks/index.ts';

const TITLES: ReadonlyMap<Code, string> = new Map(CHECKS.map(({ code, title }) => [code, title]));

/** What a finding is called; of one that no check here looks for, its code. */
export const titleOf = (code: Code): string => TITLES.get(code) ?? code;
