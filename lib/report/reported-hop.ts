import type { Hop } from '../model/path-evaluation.ts';
import type { ReportedHop, ReportedPart } from '../model/reported-hop.ts';
import { effectOf, type RulingPart } from '../model/ruling.ts';
import { formatRange } from '../net/range.ts';
import { sayRulingInOne } from '../words/ruling.ts';

const MOST_PARTS = 10;

/** A hop as plain JSON, with its ruling in words; of a ruling in thousands of parts the first few. */
export function reportedHop({ ruling, ...hop }: Hop): ReportedHop {
  return {
    ...hop,
    effect: effectOf(ruling),
    shows: sayRulingInOne(ruling, hop.resources),
    parts: ruling.parts.slice(0, MOST_PARTS).map((part) => reportedPart(part, hop.kind)),
    partsLeftOut: Math.max(0, ruling.parts.length - MOST_PARTS),
  };
}

const reportedPart = ({ addresses, ports, effect, rule, reason }: RulingPart, kind: Hop['kind']): ReportedPart => ({
  addresses: formatRange(addresses),
  ports: kind === 'route-table' ? null : ports.from === ports.to ? `${ports.from}` : `${ports.from}-${ports.to}`,
  effect,
  rule,
  reason,
});
