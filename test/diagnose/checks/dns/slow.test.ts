import check from '../../../../lib/diagnose/checks/dns/slow.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A, HOST, query, RESOLVER, resolvesNot, resolvesTo, world } from '../../../support/world.ts';

const answers = (...tookMs: readonly number[]) =>
  world({ serviceDns: resolvesTo([ENI_A], { queries: tookMs.map((ms) => query({ tookMs: ms })) }) });

checkTable(check, {
  silent: [
    {
      when: 'no server answers',
      world: world({
        serviceDns: resolvesNot(
          { outcome: 'silent', code: 'ETIMEOUT' },
          { outcome: 'silent', code: 'ETIMEOUT', tookMs: 3_000 },
        ),
      }),
    },
  ],
  nearMiss: [
    { when: 'one answer of several is late, as after a lost packet', world: answers(1_004, 3, 2) },
    {
      when: 'the lookup of programs is slow, and the resolver is not: its process started late',
      world: world({
        serviceDns: resolvesTo([ENI_A], {
          system: { outcome: 'answered', code: null, addresses: [ENI_A], tookMs: 2_000 },
        }),
      }),
    },
    { when: 'answers take most of a second', world: answers(900, 950, 990) },
    {
      when: 'only the answer for IPv6 is late, and says that there is none',
      world: world({
        serviceDns: resolvesTo([ENI_A], {
          queries: [query(), query({ type: 'AAAA', outcome: 'no-address', addresses: [], tookMs: 2_000 })],
        }),
      }),
    },
  ],
  reporting: [
    {
      when: 'the only answer that there was time for took long',
      world: answers(1_504),
      problems: [
        {
          severity: 'advisory',
          on: 'all',
          resources: [RESOLVER],
          evidence: [{ fact: 'serviceDns', path: 'queries[0].tookMs', shows: `${RESOLVER}: answered after 1.5 s` }],
        },
      ],
      says: [RESOLVER, HOST, '1.5 s'],
    },
    {
      when: 'one server of two is slow each time',
      world: world({
        serviceDns: resolvesTo([ENI_A], {
          queries: [query(), query(), ...[1_100, 1_200].map((tookMs) => query({ server: '10.0.7.53', tookMs }))],
        }),
      }),
      problems: [{ severity: 'advisory', resources: ['10.0.7.53'] }],
      says: ['10.0.7.53', '1.1 s, 1.2 s'],
    },
  ],
});
