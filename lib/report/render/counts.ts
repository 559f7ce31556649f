import type { Report } from '../../model/report.ts';

/** How many checks ran, and what came of them. */
export function countsOf({ causes, passed, undecided, notApplicable, leftOut }: Report): string {
  const harmful = causes.filter((cause) => cause.severity !== 'advisory');
  const failed = new Set(harmful.flatMap((cause) => [cause, ...cause.accountsFor]).map((finding) => finding.code));
  const found = causes.flatMap((cause) => [cause, ...cause.accountsFor]).map((finding) => finding.code);
  const advising = new Set(found.filter((code) => !failed.has(code)));
  const counts = {
    passed: passed.length,
    failed: failed.size,
    'with advice': advising.size,
    undecided: checksIn(undecided),
    'not applicable': notApplicable.length,
  };
  const total = Object.values(counts).reduce((sum, number) => sum + number, 0);
  const named = Object.entries(counts).filter(([, number]) => number > 0);
  const more = Object.entries(leftOut).filter(([, number]) => number > 0);
  const said = more.map(([name, number]) => `; ${number} more ${name} are left out here`).join('');
  return `${count(total, 'check')}: ${named.map(([name, number]) => `${number} ${name}`).join(', ')}${said}`;
}

export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** Why checks could not judge, each reason once, with how many it kept from it. */
export const reasonsIn = (undecided: Report['undecided']): readonly (readonly [reason: string, checks: number])[] =>
  [...Map.groupBy(undecided, ({ detail }) => detail)].map(([reason, groups]) => [reason, checksIn(groups)]);

const checksIn = (groups: Report['undecided']): number => groups.reduce((sum, { codes }) => sum + codes.length, 0);
