import type { Cause, Finding } from '../model/analysis.ts';
import { layerRank } from '../model/layer.ts';
import { memberOf } from '../model/path-id.ts';
import type { Scope, Severity } from '../model/problem.ts';

const RANK: Readonly<Record<Severity, number>> = { blocking: 0, degrading: 1, advisory: 2 };

/**
 * Sorts findings into causes and their consequences. A finding is a consequence only where others name its code and
 * together hold for every path that it holds for: an explanation never swallows an independent fault on another path.
 */
export function causesOf(findings: readonly Finding[]): readonly Cause[] {
  const explained = new Map(findings.map((finding) => [finding, explainersOf(finding, findings)]));
  const explainedBy = (finding: Finding) => findings.filter((other) => explained.get(other)?.includes(finding));
  return findings
    .filter((finding) => explained.get(finding)?.length === 0)
    .map((root): Cause => {
      const accountsFor = consequencesOf(root, explainedBy);
      return { ...root, severity: worstOf([root, ...accountsFor]), accountsFor };
    })
    .toSorted(bySeverity);
}

/** The most severe first; among equals, the layer that a request meets first. */
export const bySeverity = (a: Cause, b: Cause): number =>
  RANK[a.severity] - RANK[b.severity] || firstMet(a) - firstMet(b);

/** Those that explain a finding, one alone or several for its paths together; none where a path is left over. */
function explainersOf(finding: Finding, findings: readonly Finding[]): readonly Finding[] {
  // Two that explain each other explain nothing: both stand.
  const naming = findings.filter((other) => names(other, finding) && !names(finding, other));
  const wide = naming.filter((other) => covers(other.on, finding.on));
  if (wide.length > 0 || typeof finding.on === 'string') return wide;
  const paths = finding.on;
  const isOneOf = memberOf(paths);
  const partly = naming.filter(({ on }) => typeof on !== 'string' && on.some(isOneOf));
  return covers(
    partly.flatMap(({ on }) => on),
    paths,
  )
    ? partly
    : [];
}

const names = (finding: Finding, other: Finding): boolean =>
  other !== finding && finding.explains?.includes(other.code) === true;

/** Consequences, and their consequences in turn, each once. */
function consequencesOf(root: Finding, explainedBy: (finding: Finding) => readonly Finding[]): readonly Finding[] {
  const found = new Set<Finding>();
  const follow = (finding: Finding) => {
    for (const next of explainedBy(finding)) {
      if (next === root || found.has(next)) continue;
      found.add(next);
      follow(next);
    }
  };
  follow(root);
  return [...found];
}

/** Where a request first meets a cause: at the cause itself, or at what it brings about, whether that was seen or not. */
const firstMet = ({ code, accountsFor, explains = [] }: Cause): number =>
  Math.min(...[code, ...explains, ...accountsFor.map((finding) => finding.code)].map(layerRank));

/** A cause is as severe as the worst that it brings about. */
export const worstOf = (findings: readonly Finding[]): Severity =>
  findings.map((finding) => finding.severity).toSorted((a, b) => RANK[a] - RANK[b])[0] ?? 'advisory';

function covers(wider: Scope, narrower: Scope): boolean {
  if (wider === 'all') return true;
  if (typeof wider === 'string' || typeof narrower === 'string') return wider === narrower;
  return narrower.every(memberOf(wider));
}
