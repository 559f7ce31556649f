import check from '../../../../lib/diagnose/checks/dns/resolver-port-closed.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A, HOST, query, RESOLVER, resolvesNot, resolvesTo, world } from '../../../support/world.ts';

const TRY_AGAIN = { outcome: 'server-failed', code: 'EAI_AGAIN' } as const;
const CLOSED = { outcome: 'unreachable', code: 'ECONNREFUSED', addresses: [], ttlSeconds: null } as const;

checkTable(check, {
  silent: [
    {
      when: 'the resolver is silent',
      world: world({ serviceDns: resolvesNot(TRY_AGAIN, { outcome: 'silent', code: 'ETIMEOUT', tookMs: 3_000 }) }),
    },
  ],
  nearMiss: [
    {
      when: 'no route leads to the resolver',
      world: world({ serviceDns: resolvesNot(TRY_AGAIN, { outcome: 'unreachable', code: 'ENETUNREACH' }) }),
    },
    {
      when: 'the resolver answers REFUSED: it runs, and does not serve this network',
      world: world({ serviceDns: resolvesNot(TRY_AGAIN, { outcome: 'refused', code: 'EREFUSED' }) }),
    },
  ],
  reporting: [
    {
      when: 'nothing listens on port 53 there',
      world: world({ serviceDns: resolvesNot(TRY_AGAIN, CLOSED) }),
      problems: [
        {
          severity: 'blocking',
          on: 'all',
          explains: ['dns/resolver-silent', 'dns/resolver-failing'],
          resources: [RESOLVER],
        },
      ],
      says: [RESOLVER, HOST, 'port 53'],
    },
    {
      when: 'one server of two is so, and programs get on with the other',
      world: world({
        serviceDns: resolvesTo([ENI_A], { queries: [query(), query({ server: '10.0.7.53', ...CLOSED })] }),
      }),
      problems: [{ severity: 'degrading', on: 'all', resources: ['10.0.7.53'] }],
      says: ['10.0.7.53'],
    },
    {
      when: 'one server of two is so, and programs were not waited for to the end',
      world: world({
        serviceDns: resolvesTo([], {
          system: { outcome: 'unfinished', code: 'ETIMEOUT', addresses: [], tookMs: 200 },
          queries: [query(), query({ server: '127.0.0.1', ...CLOSED })],
        }),
      }),
      problems: [{ severity: 'degrading' }],
      says: ['127.0.0.1'],
    },
  ],
});
