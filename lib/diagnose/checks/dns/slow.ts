import { defineCheck, outcomeOf } from '../../../model/check.ts';
import type { Problem } from '../../../model/problem.ts';
import { lookAt } from '../../looks.ts';
import { secondsOf } from '../support/paths.ts';

/** A lost packet is asked for again after this time; an answer that takes longer is felt by every program. */
const SLOW_MS = 1_000;

/**
 * A resolver gives right answers and takes a second or more for each. Programs count the lookup into their time to connect: an SDK
 * with a limit of two seconds fails with a timeout that doesn't mention DNS. One answer of several that is late is a lost packet.
 */
export default defineCheck({
  code: 'dns/slow',
  title: 'A DNS resolver is slow to answer',
  healthy: 'every resolver that answers does so within a second',
  needs: ['serviceDns'],
  evaluate({ serviceDns: { host, queries } }) {
    const answered = queries.flatMap((query, at) =>
      query.type === 'A' && query.outcome === 'answered' ? [{ query, at }] : [],
    );
    const slow = [...Map.groupBy(answered, ({ query }) => query.server)].filter(([, own]) =>
      own.every(({ query }) => query.tookMs > SLOW_MS),
    );
    return outcomeOf(
      slow.map(
        ([server, own]): Problem => ({
          summary: `${server} took ${own.map(({ query }) => secondsOf(query.tookMs)).join(', ')} to answer for ${host}.`,
          severity: 'advisory',
          on: 'all',
          resources: [server],
          evidence: own.map(({ query, at }) => ({
            fact: 'serviceDns',
            path: `queries[${at}].tookMs`,
            shows: `${server}: answered after ${secondsOf(query.tookMs)}`,
          })),
          steps: [],
          looks: [
            lookAt(
              'Find out what the resolver waits for: its upstream, its load, or packets lost on the path to it',
              'workload',
            ),
          ],
        }),
      ),
    );
  },
});
