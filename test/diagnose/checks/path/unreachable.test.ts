import check from '../../../../lib/diagnose/checks/path/unreachable.ts';
import { checkTable } from '../../../support/check-table.ts';
import {
  ENI_A,
  ENI_A_IPV6,
  ENI_B,
  ENI_B_IPV6,
  PUBLIC,
  resolvesNot,
  resolvesTo,
  silentTcp,
  tcp,
  tcpToBoth,
  world,
} from '../../../support/world.ts';

const NO_IPV6 = { outcome: 'unreachable', code: 'ENETUNREACH' } as const;

checkTable(check, {
  silent: [
    {
      when: 'the name resolves to nothing',
      world: world({
        serviceDns: resolvesNot(
          { outcome: 'name-not-found', code: 'ENOTFOUND' },
          { outcome: 'name-not-found', code: 'ENOTFOUND' },
        ),
        tcp: tcpToBoth(NO_IPV6),
      }),
    },
  ],
  nearMiss: [
    {
      when: 'an IPv6 address cannot be reached beside a working IPv4 one',
      world: world({ serviceDns: resolvesTo([ENI_A, ENI_A_IPV6]), tcp: [tcp(ENI_A), tcp(ENI_A_IPV6, NO_IPV6)] }),
    },
    {
      when: 'an IPv6 address cannot be reached beside a silent IPv4 one',
      world: world({ serviceDns: resolvesTo([ENI_A, ENI_A_IPV6]), tcp: [silentTcp(ENI_A), tcp(ENI_A_IPV6, NO_IPV6)] }),
    },
    {
      when: 'a router on the path rejects the packets',
      world: world({ tcp: tcpToBoth({ outcome: 'rejected', code: 'EHOSTUNREACH' }) }),
    },
    {
      when: 'only an address that no program would use cannot be reached',
      world: world({ serviceDns: resolvesTo([ENI_A]), tcp: [tcp(ENI_A), tcp(ENI_B, NO_IPV6)] }),
    },
  ],
  reporting: [
    {
      when: 'the name has IPv6 addresses alone and this host has no IPv6',
      world: world({
        serviceDns: resolvesTo([ENI_A_IPV6, ENI_B_IPV6]),
        tcp: [tcp(ENI_A_IPV6, NO_IPV6), tcp(ENI_B_IPV6, NO_IPV6), ...tcpToBoth()],
      }),
      problems: [{ severity: 'blocking', on: [ENI_A_IPV6, ENI_B_IPV6] }],
      says: [ENI_A_IPV6, ENI_B_IPV6, 'IPv6'],
    },
    {
      when: 'neither the IPv6 address nor the IPv4 one can be reached',
      world: world({
        serviceDns: resolvesTo([ENI_A, ENI_A_IPV6]),
        tcp: [tcp(ENI_A, { outcome: 'unreachable', code: 'ENETUNREACH' }), tcp(ENI_A_IPV6, NO_IPV6)],
      }),
      problems: [
        {
          on: [ENI_A, ENI_A_IPV6],
          candidates: [],
        },
      ],
      says: [ENI_A, ENI_A_IPV6],
    },
    {
      when: 'the IPv6 address cannot be reached and the IPv4 one is rejected on the path',
      world: world({
        serviceDns: resolvesTo([ENI_A, ENI_A_IPV6]),
        tcp: [tcp(ENI_A, { outcome: 'rejected', code: 'EHOSTUNREACH' }), tcp(ENI_A_IPV6, NO_IPV6)],
      }),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A_IPV6],
          evidence: [{ fact: 'tcp', path: '[1].outcome', shows: `${ENI_A_IPV6}: ENETUNREACH` }],
        },
      ],
      says: [ENI_A_IPV6, 'IPv6'],
    },
    {
      when: 'no interface can be reached',
      world: world({ tcp: tcpToBoth({ outcome: 'unreachable', code: 'ENETUNREACH' }) }),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A, ENI_B],
          resources: ['eni-0aaa', 'eni-0bbb'],
          candidates: [],
        },
      ],
      says: [ENI_A, ENI_B],
    },
    {
      when: 'there is no route to the one public address',
      world: world({ serviceDns: resolvesTo([PUBLIC]), tcp: [tcp(PUBLIC, NO_IPV6), ...tcpToBoth()] }),
      problems: [{ severity: 'blocking', on: [PUBLIC] }],
      says: [PUBLIC],
    },
  ],
});
