import check from '../../../../lib/diagnose/checks/path/public-via-nat.ts';
import { checkTable } from '../../../support/check-table.ts';
import {
  denied,
  PUBLIC,
  query,
  resolvesTo,
  secret,
  target,
  tcp,
  tcpToBoth,
  tls,
  tlsWithBoth,
  unread,
  world,
} from '../../../support/world.ts';

/** The name resolves to one address and every address works. */
const leadingTo = (address: string) => ({
  serviceDns: resolvesTo([address]),
  tcp: [tcp(address), ...tcpToBoth()],
  tls: [tls(address), ...tlsWithBoth()],
  secret: secret({ remoteAddress: address }),
});

/** Only the interfaces and blocks that are named here are known of the endpoint. */
const knowing = (addresses: readonly string[], vpcCidrs: readonly string[]) => ({
  target: target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs } }),
  endpointDns: { queries: [query({ addresses })] },
});

checkTable(check, {
  silent: [
    {
      when: 'nothing was read',
      world: world({ ...leadingTo(PUBLIC), secret: unread('silent', { remoteAddress: PUBLIC }) }),
    },
  ],
  nearMiss: [
    {
      when: 'the public address only denied',
      world: world({ ...leadingTo(PUBLIC), secret: denied('', { remoteAddress: PUBLIC }) }),
    },
    {
      when: 'the VPC itself has a publicly routable range',
      world: world({ ...leadingTo('198.51.100.7'), ...knowing(['198.51.100.7'], ['198.51.100.0/24']) }),
    },
    {
      when: "the endpoint is in another VPC's range and known by its own name",
      world: world({ ...leadingTo('10.99.0.5'), ...knowing(['10.99.0.5'], ['10.0.0.0/16']) }),
    },
    { when: 'it came from a stranger inside the VPC', world: world(leadingTo('10.0.3.50')) },
    { when: "nobody knows the VPC's ranges", world: world({ ...leadingTo(PUBLIC), ...knowing(['10.0.1.100'], []) }) },
  ],
  reporting: [
    {
      when: 'the secret came from an address outside the VPC',
      world: world(leadingTo(PUBLIC)),
      problems: [{ severity: 'degrading', on: [PUBLIC], resources: [PUBLIC] }],
      says: [PUBLIC],
    },
  ],
});
