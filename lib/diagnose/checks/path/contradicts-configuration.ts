import { defineCheck } from '../../../model/check.ts';
import type { Candidate } from '../../../model/problem.ts';
import { contradictionsOf } from '../../contradictions.ts';
import { describePaths } from '../support/paths.ts';
import { BEYOND_CONFIGURATION } from '../support/suspects.ts';

/**
 * Packets did what the configuration says they can't do, or the other way round, even after it was read once more. What was
 * observed stands; what may explain the gap is named. Never a verdict.
 * A broken interface, a firewall in the path, a rule changed seconds ago: the rulings know none of these.
 */
export default defineCheck({
  code: 'path/contradicts-configuration',
  title: 'Packets and configuration contradict each other',
  healthy: 'packets do what the configuration predicts',
  needs: ['paths', 'predictedPaths', 'tcp'],
  evaluate({ paths, predictedPaths, tcp }) {
    const { silentThoughOpen, openThoughClosed } = contradictionsOf(paths, predictedPaths);
    const all = [...silentThoughOpen, ...openThoughClosed];
    if (all.length === 0) return 'ok';
    const said = [
      ...(silentThoughOpen.length > 0
        ? [`The configuration says the path to ${describePaths(silentThoughOpen)} is open, but nothing answered`]
        : []),
      ...(openThoughClosed.length > 0
        ? [
            `The configuration says the path to ${describePaths(openThoughClosed)} is blocked, but connections were accepted`,
          ]
        : []),
    ];
    return [
      {
        summary: `${said.join('. ')}.`,
        severity: 'advisory',
        on: all.map((path) => path.id),
        resources: all.map((path) => path.networkInterfaceId ?? path.address),
        evidence: all.map((path) => ({
          fact: 'tcp',
          path: `[${tcp.findIndex((attempt) => attempt.address === path.address)}].outcome`,
          shows: `${path.address}: ${path.tcp}`,
        })),
        ...(openThoughClosed.length > 0 ? { candidates: OPEN_THOUGH_CLOSED } : {}),
        steps: [],
        looks: BEYOND_CONFIGURATION.looks,
      },
    ];
  },
});

const OPEN_THOUGH_CLOSED: readonly Candidate[] = [
  { cause: 'sg/propagation', why: 'a rule was removed seconds ago' },
  {
    cause: 'function/other-sg-than-workload',
    why: 'packets came from a different client than the one whose configuration was read',
  },
];
