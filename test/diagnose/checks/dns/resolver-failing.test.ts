import check from '../../../../lib/diagnose/checks/dns/resolver-failing.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A, HOST, query, RESOLVER, resolvesNot, resolvesTo, world } from '../../../support/world.ts';

const TRY_AGAIN = { outcome: 'server-failed', code: 'EAI_AGAIN' } as const;
const SERVFAIL = { outcome: 'server-failed', code: 'ESERVFAIL' } as const;

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
      when: 'getaddrinfo says "try again" of a resolver that is silent',
      world: world({ serviceDns: resolvesNot(TRY_AGAIN, { outcome: 'silent', code: 'ETIMEOUT' }) }),
    },
    {
      when: 'one server of two fails and programs use the other',
      world: world({
        serviceDns: resolvesTo([ENI_A], {
          queries: [query({ server: '10.0.7.53', addresses: [], ...SERVFAIL }), query()],
        }),
      }),
    },
    {
      when: 'only the question for IPv6 fails beside a silent one for IPv4',
      world: world({
        serviceDns: {
          ...resolvesNot(TRY_AGAIN, { outcome: 'silent', code: 'ETIMEOUT' }),
          queries: [
            query({ outcome: 'silent', code: 'ETIMEOUT', addresses: [] }),
            query({ type: 'AAAA', addresses: [], ...SERVFAIL }),
          ],
        },
      }),
    },
  ],
  reporting: [
    {
      when: "the resolver's upstream is gone",
      world: world({ serviceDns: resolvesNot(TRY_AGAIN, SERVFAIL) }),
      problems: [{ severity: 'blocking', on: 'all', resources: [RESOLVER] }],
      says: [RESOLVER, 'ESERVFAIL', HOST],
    },
    {
      when: 'the resolver does not serve this network',
      world: world({ serviceDns: resolvesNot(TRY_AGAIN, { outcome: 'refused', code: 'EREFUSED' }) }),
      problems: [{ severity: 'blocking', on: 'all', resources: [RESOLVER] }],
      says: ['EREFUSED'],
    },
    {
      when: 'the answer cannot be read, which getaddrinfo takes for no such name',
      world: world({
        serviceDns: resolvesNot(
          { outcome: 'name-not-found', code: 'ENOTFOUND' },
          { outcome: 'failed', code: 'EFORMERR' },
        ),
      }),
      problems: [{ severity: 'blocking' }],
      says: ['EFORMERR'],
    },
  ],
});
