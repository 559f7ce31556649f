import { type Check, defineCheck } from '../../../model/check.ts';
import type { CheckedCode } from '../../../model/codes.ts';
import type { Fix } from '../../../model/problem.ts';
import { sayRulingInOne } from '../../../words/ruling.ts';
import { describeClients, describeEndpoint, judgeHops, type Obstacle } from './judge-hops.ts';

interface RouteFailure {
  readonly code: CheckedCode;
  readonly title: string;
  readonly healthy: string;
  readonly legs: readonly ('forward' | 'return')[];
  readonly fixes: (obstacle: Obstacle) => readonly Fix[];
}

/** A check for a route table that does not lead on. */
export function routeCheck({ code, title, healthy, legs, fixes }: RouteFailure): Check {
  return defineCheck({
    code,
    title,
    healthy,
    needs: ['routeTables', 'predictedPaths'],
    wants: ['paths'],
    evaluate({ routeTables, predictedPaths, paths }) {
      const positions = legs.map((leg) => ({ kind: 'route-table', leg, direction: 'out' }) as const);
      return judgeHops([code], positions, { predictedPaths, paths }, (obstacle) => {
        const { hop, resource } = obstacle;
        const at = routeTables.findIndex((table) => table.RouteTableId === resource);
        const why = sayRulingInOne(hop.ruling);
        const [from, to] = [describeClients(obstacle.predictedPaths), describeEndpoint(obstacle.predictedPaths)];
        return {
          summary: `${resource} does not lead from ${hop.leg === 'forward' ? `${from} to ${to}` : `${to} back to ${from}`}: ${why}.`,
          evidence: { fact: 'routeTables', path: `[${at}].Routes`, shows: `${resource}: ${why}` },
          fixes: fixes(obstacle),
        };
      });
    },
  });
}
