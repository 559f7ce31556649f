import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/dns/mixed-resolvers.ts';
import { reportOf } from '../../../../lib/report/report.ts';
import { checkTable } from '../../../support/check-table.ts';
import { configured, HEALTHY_CONFIGURATION, inspected, WITHOUT_OPTION_SET } from '../../../support/configuration.ts';
import {
  ENI_A,
  ENI_B,
  factsOf,
  PUBLIC,
  query,
  resolvesTo,
  tcp,
  tcpToBoth,
  tls,
  tlsWithBoth,
} from '../../../support/world.ts';

const { vpc } = HEALTHY_CONFIGURATION;

const asking = (...servers: readonly string[]) => ({
  dhcpOptions: {
    DhcpOptionsId: 'dopt-1',
    DhcpConfigurations: [
      { Key: 'domain-name', Values: [{ Value: 'corp.example' }] },
      { Key: 'domain-name-servers', Values: servers.map((Value) => ({ Value })) },
      { Key: 'ntp-servers', Values: [{ Value: '192.168.0.123' }] },
    ],
  },
});

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'the VPC has no DHCP option set', world: inspected({ vpc: WITHOUT_OPTION_SET, dhcpOptions: null }) },
    { when: 'the option set names no resolver', world: inspected(asking()) },
    { when: "all are resolvers of one's own", world: inspected(asking('192.168.0.53', '192.168.1.53')) },
  ],
  nearMiss: [
    { when: "Amazon's resolver is named by its address in the VPC", world: inspected(asking('10.0.0.2')) },
    {
      when: "Amazon's resolver is named by all of its names",
      world: inspected(asking('AmazonProvidedDNS', '10.0.0.2', '169.254.169.253', 'fd00:ec2::253')),
    },
    {
      when: "Amazon's resolver is two above the base of a range that is no /16",
      world: inspected({
        ...asking('172.31.16.2', '169.254.169.253'),
        vpc: { ...vpc, CidrBlock: '172.31.16.0/20', CidrBlockAssociationSet: [{ CidrBlock: '172.31.16.0/20' }] },
      }),
    },
    { when: "another VPC's resolver is named, and nothing beside it", world: inspected(asking('10.99.0.2')) },
  ],
  reporting: [
    {
      when: 'AmazonProvidedDNS is listed beside a server of the data centre',
      world: configured(asking('AmazonProvidedDNS', '192.168.0.53')),
      problems: [{ severity: 'advisory', on: 'all', explains: ['dns/flapping'], resources: ['dopt-1'] }],
      says: ['dopt-1', 'vpc-1', 'AmazonProvidedDNS and 192.168.0.53'],
    },
    {
      when: "Amazon's resolver is listed by its address, and second",
      world: inspected(asking('8.8.8.8', '10.0.0.2')),
      problems: [{ severity: 'advisory' }],
      says: ['8.8.8.8 and 10.0.0.2'],
    },
    {
      when: 'the other server only looks like the base plus two',
      world: inspected(asking('169.254.169.253', '10.0.1.2')),
      problems: [{ severity: 'advisory' }],
      says: ['10.0.1.2'],
    },
  ],
});

test('the name that resolves to the endpoint only now and then follows from it', () => {
  const flapping = {
    serviceDns: resolvesTo([PUBLIC], {
      queries: [query({ addresses: [ENI_A, ENI_B] }), query({ server: '192.168.0.53', addresses: [PUBLIC] })],
    }),
    tcp: [tcp(PUBLIC), ...tcpToBoth()],
    tls: [tls(PUBLIC), ...tlsWithBoth()],
  };
  const { rootCause, causes } = reportOf(
    factsOf(configured({ ...flapping, ...asking('AmazonProvidedDNS', '192.168.0.53') })),
  );
  expect(rootCause).toBe(check.code);
  expect(causes[0]?.accountsFor.map((one) => one.code)).toEqual(
    expect.arrayContaining(['dns/flapping', 'dns/public-answer']),
  );
});
