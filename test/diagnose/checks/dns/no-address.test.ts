import check from '../../../../lib/diagnose/checks/dns/no-address.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A_IPV6, HOST, RESOLVER, resolvesNot, resolvesTo, tcp, world } from '../../../support/world.ts';

const NO_DATA = { outcome: 'no-address', code: 'ENODATA' } as const;

checkTable(check, {
  silent: [
    {
      when: 'the resolver is silent',
      world: world({
        serviceDns: resolvesNot({ outcome: 'silent', code: 'ETIMEOUT' }, { outcome: 'silent', code: 'ETIMEOUT' }),
      }),
    },
  ],
  nearMiss: [
    {
      when: 'the name does not exist at all',
      world: world({
        serviceDns: resolvesNot(
          { outcome: 'name-not-found', code: 'ENOTFOUND' },
          { outcome: 'name-not-found', code: 'ENOTFOUND' },
        ),
      }),
    },
    {
      when: 'the name has an IPv6 address alone and this host can use it',
      world: world({ serviceDns: resolvesTo([ENI_A_IPV6]), tcp: [tcp(ENI_A_IPV6)] }),
    },
  ],
  reporting: [
    {
      when: 'neither an A nor an AAAA record comes back',
      world: world({ serviceDns: resolvesNot(NO_DATA, NO_DATA) }),
      problems: [
        {
          severity: 'blocking',
          on: 'all',
          resources: [HOST],
          evidence: [
            { fact: 'serviceDns', path: 'system.outcome', shows: 'getaddrinfo: ENODATA' },
            { fact: 'serviceDns', path: 'queries[0].outcome', shows: `${RESOLVER}: no A record` },
          ],
        },
      ],
      says: [HOST, 'NODATA'],
    },
    {
      when: 'only getaddrinfo says so',
      world: world({ serviceDns: resolvesNot(NO_DATA, { outcome: 'silent', code: 'ETIMEOUT' }) }),
      problems: [
        {
          severity: 'blocking',
          evidence: [{ fact: 'serviceDns', path: 'system.outcome', shows: 'getaddrinfo: ENODATA' }],
        },
      ],
      says: [HOST],
    },
  ],
});
