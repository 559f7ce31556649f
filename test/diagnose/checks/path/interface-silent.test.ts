import { expect } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/path/interface-silent.ts';
import { checkTable } from '../../../support/check-table.ts';
import {
  ENI_A,
  ENI_A_IPV6,
  ENI_B,
  ENI_B_IPV6,
  PUBLIC,
  PUBLIC_IPV6,
  query,
  resolvesTo,
  silentTcp,
  tcp,
  tcpToBoth,
  tls,
  world,
} from '../../../support/world.ts';

const ONE_REACHED = [tls(ENI_A), tls(ENI_B, { outcome: 'not-connected' })];
/** What a silence that is not of one family may be. */
const ANY_FAMILY = (
  [
    'nacl/endpoint-ingress-443',
    'nacl/client-ingress-ephemeral',
    'nacl/endpoint-egress-ephemeral',
    'nacl/client-egress-443',
    'nacl/partial-ephemeral',
    'sg/client-egress-cidr',
    'endpoint/eni-not-in-use',
    'endpoint/eni-unhealthy',
  ] as const
).map((cause) => ({ cause, why: expect.any(String) as unknown as string }));
const endpointDns = { queries: [query({ addresses: [ENI_A, ENI_B, ENI_A_IPV6] })] };

checkTable(check, {
  silent: [
    {
      when: 'no interface answers, which is no fault of one',
      world: world({ tcp: [silentTcp(ENI_A), silentTcp(ENI_B)] }),
    },
  ],
  nearMiss: [
    {
      when: 'the time was too short to tell silence',
      world: world({ tcp: [tcp(ENI_A), tcp(ENI_B, { outcome: 'unfinished' })] }),
    },
    {
      when: 'a public address is silent beside the endpoint',
      world: world({ serviceDns: resolvesTo([PUBLIC]), tcp: [silentTcp(PUBLIC), ...tcpToBoth()] }),
    },
    {
      when: 'a public IPv6 address is silent beside the endpoint',
      world: world({
        serviceDns: resolvesTo([PUBLIC, PUBLIC_IPV6]),
        tcp: [tcp(PUBLIC), silentTcp(PUBLIC_IPV6), ...tcpToBoth()],
      }),
    },
    {
      when: 'an IPv6 address cannot be reached beside a working IPv4 one',
      world: world({
        serviceDns: resolvesTo([ENI_A, ENI_B, ENI_A_IPV6]),
        endpointDns,
        tcp: [...tcpToBoth(), tcp(ENI_A_IPV6, { outcome: 'unreachable', code: 'ENETUNREACH' })],
      }),
    },
  ],
  reporting: [
    {
      when: 'one interface of two is silent',
      world: world({
        tcp: [tcp(ENI_A), silentTcp(ENI_B)],
        tls: ONE_REACHED,
      }),
      problems: [{ severity: 'degrading', on: [ENI_B], resources: ['eni-0bbb'] }],
      says: [ENI_B, 'eu-west-2b', '3.0 s', ENI_A, 'eu-west-2a'],
    },
    {
      when: 'the name resolves only to the silent one',
      world: world({ serviceDns: resolvesTo([ENI_B]), tcp: [tcp(ENI_A), silentTcp(ENI_B)], tls: ONE_REACHED }),
      problems: [{ severity: 'blocking', on: [ENI_B] }],
      says: [ENI_B],
    },
    {
      when: 'nobody looked whether the other one works up to TLS',
      world: world({ tcp: [tcp(ENI_A), silentTcp(ENI_B)], tls: [tls(ENI_A, { outcome: 'unfinished' })] }),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: [ENI_B],
    },
    {
      when: 'one interface is silent in one family, which works with another',
      world: world({
        endpointDns: { queries: [query({ addresses: [ENI_A, ENI_A_IPV6, ENI_B_IPV6] })] },
        tcp: [tcp(ENI_A), tcp(ENI_A_IPV6), silentTcp(ENI_B_IPV6)],
      }),
      problems: [{ on: [ENI_B_IPV6], candidates: ANY_FAMILY }],
      says: [ENI_B_IPV6, ENI_A_IPV6],
    },
    {
      when: 'one interface is silent in both address families',
      world: world({
        endpointDns: { queries: [query({ addresses: [ENI_A, ENI_B, ENI_B_IPV6] })] },
        tcp: [tcp(ENI_A), silentTcp(ENI_B), silentTcp(ENI_B_IPV6)],
        tls: ONE_REACHED,
      }),
      problems: [{ on: [ENI_B, ENI_B_IPV6], candidates: ANY_FAMILY }],
      says: [ENI_B, ENI_B_IPV6],
    },
    {
      when: 'one address family is silent',
      world: world({
        serviceDns: resolvesTo([ENI_A, ENI_B, ENI_A_IPV6]),
        endpointDns,
        tcp: [...tcpToBoth(), silentTcp(ENI_A_IPV6)],
      }),
      problems: [
        {
          severity: 'degrading',
          on: [ENI_A_IPV6],
          candidates: [
            { cause: 'sg/v4-only', why: 'a security group has rules for IPv4 only' },
            { cause: 'nacl/v6-missing', why: 'a network ACL has no entries for IPv6' },
          ],
        },
      ],
      says: [ENI_A_IPV6],
    },
  ],
});
