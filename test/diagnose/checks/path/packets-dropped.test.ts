import { expect } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/path/packets-dropped.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A, ENI_B, PUBLIC, resolvesTo, silentTcp, tcp, tls, world } from '../../../support/world.ts';

/** ENI_A, as an IPv6 client is told of it. */
const BEHIND_NAT64 = '64:ff9b::a00:164';

const UNREACHED = [tls(ENI_A, { outcome: 'not-connected' }), tls(ENI_B, { outcome: 'not-connected' })];

checkTable(check, {
  silent: [
    {
      when: 'the endpoint refuses instead of staying silent',
      world: world({ tcp: [tcp(ENI_A, { outcome: 'refused' }), tcp(ENI_B, { outcome: 'refused' })] }),
    },
  ],
  nearMiss: [
    { when: 'one interface of two answers', world: world({ tcp: [tcp(ENI_A), silentTcp(ENI_B)] }) },
    {
      when: 'the time was too short to tell silence',
      world: world({ tcp: [tcp(ENI_A, { outcome: 'unfinished' }), tcp(ENI_B, { outcome: 'unfinished' })] }),
    },
  ],
  reporting: [
    {
      when: 'no interface answers',
      world: world({ tcp: [silentTcp(ENI_A), silentTcp(ENI_B)], tls: UNREACHED }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], resources: ['eni-0aaa', 'eni-0bbb'] }],
      says: [ENI_A, ENI_B, 'eu-west-2b', '3.0 s'],
    },
    {
      when: 'the endpoint is silent behind NAT64, and would see the NAT gateway',
      world: world({ serviceDns: resolvesTo([BEHIND_NAT64]), tcp: [silentTcp(BEHIND_NAT64)], tls: [] }),
      problems: [
        {
          on: [BEHIND_NAT64],
          candidates: expect.arrayContaining([
            { cause: 'sg/ingress-cidr-excludes-subnet', why: expect.stringContaining("NAT gateway's address") },
          ]) as never,
        },
      ],
      says: [BEHIND_NAT64],
    },
    {
      when: 'the public address is silent while the endpoint answers',
      world: world({
        serviceDns: resolvesTo([PUBLIC]),
        tcp: [silentTcp(PUBLIC), tcp(ENI_A), tcp(ENI_B)],
        tls: [tls(PUBLIC, { outcome: 'not-connected' }), tls(ENI_A), tls(ENI_B)],
      }),
      problems: [{ severity: 'blocking', on: [PUBLIC] }],
      says: [PUBLIC],
    },
    {
      when: 'the endpoint is silent while the secret comes by a public address',
      world: world({
        serviceDns: resolvesTo([PUBLIC]),
        tcp: [tcp(PUBLIC), silentTcp(ENI_A), silentTcp(ENI_B)],
        tls: [tls(PUBLIC), ...UNREACHED],
      }),
      problems: [{ severity: 'degrading', on: [ENI_A, ENI_B] }],
      says: [ENI_A],
    },
  ],
});
