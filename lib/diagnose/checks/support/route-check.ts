import type { RouteTable } from '../../../model/aws.ts';
import { type Check, defineCheck } from '../../../model/check.ts';
import type { CheckedCode } from '../../../model/codes.ts';
import { effectOf } from '../../../model/ruling.ts';
import type { Target } from '../../../model/run.ts';
import type { Step } from '../../../model/step.ts';
import { sayRulingInOne } from '../../../words/ruling.ts';
import { describeClients, describeEndpoint, judgeHops, type Obstacle } from './judge-hops.ts';

interface RouteFailure {
  readonly code: CheckedCode;
  readonly title: string;
  readonly healthy: string;
  readonly legs: readonly ('forward' | 'return')[];
  readonly steps: (obstacle: Obstacle, tables: readonly RouteTable[], target: Target) => readonly Step[];
}

/** A check for a route table that does not route requests to the endpoint, or replies back. */
export function routeCheck({ code, title, healthy, legs, steps }: RouteFailure): Check {
  return defineCheck({
    code,
    title,
    healthy,
    needs: ['routeTables', 'predictedPaths', 'target'],
    wants: ['paths'],
    evaluate({ routeTables, predictedPaths, target, paths }) {
      const positions = legs.map((leg) => ({ kind: 'route-table', leg, direction: 'out' }) as const);
      return judgeHops([code], positions, { predictedPaths, paths }, (obstacle) => {
        const { hop, resource } = obstacle;
        const at = routeTables.findIndex((table) => table.RouteTableId === resource);
        const why = sayRulingInOne(hop.ruling);
        const routes = effectOf(hop.ruling) === 'mixed' ? 'routes only some of the' : "doesn't route";
        const [from, to] = [describeClients(obstacle.predictedPaths), describeEndpoint(obstacle.predictedPaths)];
        return {
          summary: `${resource} ${routes} ${hop.leg === 'forward' ? `requests from ${from} to ${to}` : `replies from ${to} back to ${from}`}: ${why}.`,
          evidence: { fact: 'routeTables', path: `[${at}].Routes`, shows: `${resource}: ${why}` },
          steps: steps(obstacle, routeTables, target),
        };
      });
    },
  });
}
