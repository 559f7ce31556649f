import check from '../../../../lib/diagnose/checks/dns/private-not-endpoint.ts';
import { checkTable } from '../../../support/check-table.ts';
import {
  ENI_A,
  ENI_B,
  HOST,
  PUBLIC,
  PUBLIC_IPV6,
  query,
  resolvesNot,
  resolvesTo,
  target,
  tcp,
  tcpToBoth,
  tls,
  tlsWithBoth,
  world,
} from '../../../support/world.ts';

const STALE = '10.0.3.50';
const NOT_FOUND = { outcome: 'name-not-found', code: 'ENOTFOUND' } as const;

/** The name resolves to these addresses, and they work like the endpoint's. */
const leadingTo = (addresses: readonly string[]) => ({
  serviceDns: resolvesTo(addresses),
  tcp: [...addresses.map((address) => tcp(address)), ...tcpToBoth()],
  tls: [...addresses.map((address) => tls(address)), ...tlsWithBoth()],
});

checkTable(check, {
  silent: [{ when: 'the name resolves to nothing', world: world({ serviceDns: resolvesNot(NOT_FOUND, NOT_FOUND) }) }],
  nearMiss: [
    {
      when: "the answer is one of the endpoint's addresses and not all",
      world: world({ serviceDns: resolvesTo([ENI_B]) }),
    },
    { when: 'the answer is a public address', world: world(leadingTo([PUBLIC])) },
    { when: 'the public answer holds an IPv6 address too', world: world(leadingTo([PUBLIC, PUBLIC_IPV6])) },
    {
      when: 'the endpoint is in another VPC and its own name says so',
      world: world({
        ...leadingTo(['10.99.0.5']),
        target: target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: ['10.0.0.0/16'] } }),
        endpointDns: { queries: [query({ addresses: ['10.99.0.5'] })] },
      }),
    },
    {
      when: 'a stranger was tried and the name does not lead there',
      world: world({ tcp: [...tcpToBoth(), tcp(STALE)] }),
    },
  ],
  reporting: [
    {
      when: 'a record still holds the address of an endpoint that is gone',
      world: world({
        ...leadingTo([STALE]),
        tls: [tls(STALE, { outcome: 'not-connected' }), ...tlsWithBoth()],
      }),
      problems: [{ severity: 'blocking', on: [STALE], resources: [HOST, 'vpce-0a1b2c3d4e5f60718'] }],
      says: [HOST, STALE, ENI_A, ENI_B],
    },
    {
      when: 'a proxy inside the VPC answers for the service',
      world: world(leadingTo([STALE])),
      problems: [{ severity: 'degrading', on: [STALE] }],
      says: [STALE],
    },
    {
      when: "one address of the answer is the endpoint's and one is not",
      world: world({
        ...leadingTo([ENI_A, STALE]),
        tls: [tls(STALE, { outcome: 'not-connected' }), ...tlsWithBoth()],
      }),
      problems: [{ severity: 'degrading', on: [STALE] }],
      says: [STALE],
    },
  ],
});
