import check from '../../../../lib/diagnose/checks/dns/name-not-found.ts';
import { checkTable } from '../../../support/check-table.ts';
import { HOST, query, RESOLVER, resolvesNot, resolvesTo, world } from '../../../support/world.ts';

const NOT_FOUND = { outcome: 'name-not-found', code: 'ENOTFOUND' } as const;

checkTable(check, {
  silent: [
    {
      when: 'the resolver fails',
      world: world({
        serviceDns: resolvesNot(
          { outcome: 'server-failed', code: 'EAI_AGAIN' },
          { outcome: 'server-failed', code: 'ESERVFAIL' },
        ),
      }),
    },
  ],
  nearMiss: [
    {
      when: 'the name exists without an address',
      world: world({
        serviceDns: resolvesNot({ outcome: 'no-address', code: 'ENODATA' }, { outcome: 'no-address', code: 'ENODATA' }),
      }),
    },
    {
      when: 'getaddrinfo says it of a malformed answer',
      world: world({ serviceDns: resolvesNot(NOT_FOUND, { outcome: 'failed', code: 'EFORMERR' }) }),
    },
    {
      when: 'one server of two does not know the name and programs use the other',
      world: world({
        serviceDns: resolvesTo(['10.0.1.100'], {
          queries: [query({ server: '10.0.7.53', addresses: [], ...NOT_FOUND }), query()],
        }),
      }),
    },
  ],
  reporting: [
    {
      when: 'the resolver says that there is no such name',
      world: world({ serviceDns: resolvesNot(NOT_FOUND, NOT_FOUND) }),
      problems: [{ severity: 'blocking', on: 'all', resources: [HOST] }],
      says: [HOST, RESOLVER, 'NXDOMAIN'],
    },
    {
      when: 'one server says it and another stays silent',
      world: world({
        serviceDns: {
          ...resolvesNot(NOT_FOUND, NOT_FOUND),
          queries: [
            query({ server: '10.0.7.53', outcome: 'silent', code: 'ETIMEOUT', addresses: [] }),
            query({ addresses: [], ...NOT_FOUND }),
          ],
        },
      }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [RESOLVER],
    },
  ],
});
