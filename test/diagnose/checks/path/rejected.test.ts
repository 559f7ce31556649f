import check from '../../../../lib/diagnose/checks/path/rejected.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A, ENI_A_IPV6, ENI_B, resolvesTo, silentTcp, tcp, tcpToBoth, world } from '../../../support/world.ts';

const REJECTED = { outcome: 'rejected', code: 'EHOSTUNREACH', tookMs: 1.2 } as const;

checkTable(check, {
  silent: [{ when: 'nothing answers', world: world({ tcp: [silentTcp(ENI_A), silentTcp(ENI_B)] }) }],
  nearMiss: [
    {
      when: 'the host itself refuses',
      world: world({ tcp: tcpToBoth({ outcome: 'refused', code: 'ECONNREFUSED' }) }),
    },
    {
      when: 'this host has no IPv6, beside IPv4 that works',
      world: world({
        serviceDns: resolvesTo([ENI_A, ENI_A_IPV6]),
        tcp: [tcp(ENI_A), tcp(ENI_A_IPV6, { outcome: 'unreachable', code: 'ENETUNREACH' })],
      }),
    },
  ],
  reporting: [
    {
      when: 'packets to every interface are rejected',
      world: world({ tcp: tcpToBoth(REJECTED) }),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A, ENI_B],
          resources: ['eni-0aaa', 'eni-0bbb'],
          evidence: [
            { fact: 'tcp', path: '[0].outcome', shows: `${ENI_A}: EHOSTUNREACH after 1.2 ms` },
            { fact: 'tcp', path: '[1].outcome', shows: `${ENI_B}: EHOSTUNREACH after 1.2 ms` },
          ],
        },
      ],
      says: [ENI_A, ENI_B, '443'],
    },
    {
      when: 'packets to one interface of two are',
      world: world({ tcp: [tcp(ENI_A), tcp(ENI_B, REJECTED)] }),
      problems: [{ severity: 'degrading', on: [ENI_B], resources: ['eni-0bbb'] }],
      says: [ENI_B],
    },
  ],
});
