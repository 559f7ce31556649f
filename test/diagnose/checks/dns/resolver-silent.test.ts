import check from '../../../../lib/diagnose/checks/dns/resolver-silent.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A, HOST, query, RESOLVER, resolvesNot, resolvesTo, world } from '../../../support/world.ts';

const TRY_AGAIN = { outcome: 'server-failed', code: 'EAI_AGAIN' } as const;
const SILENT = { outcome: 'silent', code: 'ETIMEOUT', tookMs: 3_000 } as const;

checkTable(check, {
  silent: [
    {
      when: 'the name does not exist',
      world: world({
        serviceDns: resolvesNot(
          { outcome: 'name-not-found', code: 'ENOTFOUND' },
          { outcome: 'name-not-found', code: 'ENOTFOUND' },
        ),
      }),
    },
  ],
  nearMiss: [
    {
      when: 'getaddrinfo says "try again" of a resolver that answers with an error',
      world: world({ serviceDns: resolvesNot(TRY_AGAIN, { outcome: 'server-failed', code: 'ESERVFAIL' }) }),
    },
    {
      when: 'the time was too short to tell silence',
      world: world({ serviceDns: resolvesNot({ outcome: 'unfinished', code: 'ETIMEOUT' }, { outcome: 'unfinished' }) }),
    },
    {
      when: 'nothing listens on port 53 there',
      world: world({ serviceDns: resolvesNot(TRY_AGAIN, { outcome: 'unreachable', code: 'ECONNREFUSED' }) }),
    },
    {
      when: 'the answer is slow',
      world: world({ serviceDns: resolvesTo([ENI_A], { queries: [query({ tookMs: 2_500 })] }) }),
    },
  ],
  reporting: [
    {
      when: 'no server answers',
      world: world({ serviceDns: resolvesNot(TRY_AGAIN, SILENT) }),
      problems: [{ severity: 'blocking', on: 'all', resources: [RESOLVER] }],
      says: [RESOLVER, HOST, '3.0 s'],
    },
    {
      when: 'no route leads to the server',
      world: world({ serviceDns: resolvesNot(TRY_AGAIN, { outcome: 'unreachable', code: 'ENETUNREACH' }) }),
      problems: [{ severity: 'blocking', on: 'all', resources: [RESOLVER] }],
      says: [RESOLVER],
    },
    {
      when: 'one server of two is silent and programs get on with the other',
      world: world({
        serviceDns: resolvesTo([ENI_A], {
          queries: [query(), query({ server: '10.0.7.53', addresses: [], ...SILENT })],
        }),
      }),
      problems: [{ severity: 'degrading', on: 'all', resources: ['10.0.7.53'] }],
      says: ['10.0.7.53'],
    },
    {
      when: 'getaddrinfo itself never returns, while single questions are answered',
      world: world({
        serviceDns: resolvesTo([ENI_A], {
          system: { outcome: 'silent', code: 'ETIMEOUT', addresses: [], tookMs: 3_100 },
        }),
      }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['getaddrinfo', '3.1 s'],
    },
  ],
});
