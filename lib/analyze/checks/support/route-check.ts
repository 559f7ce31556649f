import { type Check, defineCheck } from '../../../model/check.ts';
import type { Code } from '../../../model/layer.ts';
import type { Fix } from '../../../model/problem.ts';
import { describeClients, describeEndpoint, judgeHops, type Obstacle } from './judge-hops.ts';

interface RouteFailure {
  readonly code: Code;
  readonly title: string;
  readonly healthy: string;
  readonly ways: readonly ('forward' | 'return')[];
  readonly fixes: (obstacle: Obstacle) => readonly Fix[];
}

/** A check for a route table that does not lead on. */
export function routeCheck({ code, title, healthy, ways: concerned, fixes }: RouteFailure): Check {
  return defineCheck({
    code,
    title,
    healthy,
    needs: ['routeTables', 'ways'],
    wants: ['paths'],
    evaluate({ routeTables, ways, paths }) {
      const places = concerned.map((way) => ({ kind: 'route-table', way, direction: 'out' }) as const);
      return judgeHops([code], places, { ways, paths }, (obstacle) => {
        const { hop, resource } = obstacle;
        const at = routeTables.findIndex((table) => table.RouteTableId === resource);
        const why = [hop.rule, hop.detail].filter((part) => part !== null).join('; ');
        const [from, to] = [describeClients(obstacle.ways), describeEndpoint(obstacle.ways)];
        return {
          summary: `${resource} does not lead from ${hop.way === 'forward' ? `${from} to ${to}` : `${to} back to ${from}`}: ${why}.`,
          evidence: { fact: 'routeTables', path: `[${at}].Routes`, shows: `${resource}: ${why}` },
          fixes: fixes(obstacle),
        };
      });
    },
  });
}
