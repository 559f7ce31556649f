import type { Cause, Finding } from '../model/analysis.ts';
import { layerRank } from '../model/layer.ts';
import type { Scope, Severity } from '../model/problem.ts';

const RANK: Readonly<Record<Severity, number>> = { blocking: 0, degrading: 1, advisory: 2 };

/**
 * Sorts findings into causes and their consequences. A finding is a consequence only where another names its code and
 * holds for every path that it holds for: an explanation never swallows an independent fault on another path.
 */
export function causesOf(findings: readonly Finding[]): readonly Cause[] {
  // Two that explain each other explain nothing: both stand.
  const explainedBy = (finding: Finding) =>
    findings.filter((other) => explains(finding, other) && !explains(other, finding));
  const explained = new Set(findings.flatMap(explainedBy));
  return findings
    .filter((finding) => !explained.has(finding))
    .map((root): Cause => {
      const accountsFor = consequencesOf(root, explainedBy);
      return { ...root, severity: worstOf([root, ...accountsFor]), accountsFor };
    })
    .toSorted((a, b) => RANK[a.severity] - RANK[b.severity] || layerRank(a.code) - layerRank(b.code));
}

const explains = (finding: Finding, other: Finding): boolean =>
  other !== finding && finding.explains?.includes(other.code) === true && covers(finding.on, other.on);

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

/** A cause is as severe as the worst that it brings about. */
const worstOf = (findings: readonly Finding[]): Severity =>
  findings.map((finding) => finding.severity).toSorted((a, b) => RANK[a] - RANK[b])[0] ?? 'advisory';

function covers(wider: Scope, narrower: Scope): boolean {
  if (wider === 'all') return true;
  if (typeof wider === 'string' || typeof narrower === 'string') return wider === narrower;
  return narrower.every((path) => wider.includes(path));
}
