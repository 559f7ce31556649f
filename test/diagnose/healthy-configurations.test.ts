import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IpPermission, NetworkAclEntry, Route } from '../../lib/model/aws.ts';
import { reportOf } from '../../lib/report/report.ts';
import {
  acl,
  CLIENT_ADDRESS,
  configured,
  endpoint,
  HEALTHY_CONFIGURATION,
  INTERFACES,
  inspected,
  networkInterface,
  SUBNETS,
  VPC,
  WITHOUT_OPTION_SET,
} from '../support/configuration.ts';
import {
  byCidr,
  byGroup,
  byPrefixList,
  entry,
  LAST_ENTRIES,
  permission,
  securityGroup,
  tcpEntry,
} from '../support/network.ts';
import { ENI_A, ENI_B, factsOf, type WorldChange } from '../support/world.ts';

const PORTS: Partial<IpPermission>[] = [
  {},
  { IpProtocol: '6' },
  { FromPort: 0, ToPort: 65_535 },
  { FromPort: 400, ToPort: 500 },
  { IpProtocol: '-1', FromPort: undefined, ToPort: undefined },
  { IpProtocol: '-1', FromPort: -1, ToPort: -1 },
];
const ports = fc.constantFrom(...PORTS);
const PEERS_IN = [
  byCidr('10.0.0.0/16'),
  byCidr('10.0.7.0/24'),
  byCidr('0.0.0.0/0'),
  byGroup('sg-client'),
  byPrefixList('pl-1'),
];
const PEERS_OUT = [
  byCidr('10.0.0.0/16'),
  byCidr('0.0.0.0/0'),
  byCidr(`${ENI_A}/32`, `${ENI_B}/32`),
  byGroup('sg-endpoint'),
  byPrefixList('pl-1'),
];

/** Rules that have nothing to do with the call. */
const noise = fc.subarray([
  permission({ FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '198.51.100.0/24' }] }),
  permission({ IpProtocol: 'udp', FromPort: 53, ToPort: 53, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
  permission({ IpProtocol: 'icmp', FromPort: -1, ToPort: -1, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }),
  permission({ Ipv6Ranges: [{ CidrIpv6: '2001:db8:1::/48' }] }),
  byGroup('sg-of-another'),
]);
const around = <T>(noises: readonly T[], one: T, first: boolean): readonly T[] =>
  first ? [one, ...noises] : [...noises, one];

/** Entries of an ACL that let the call and its replies pass, in the many ways that people write them. */
const aclEntries = fc
  .record({
    requests: fc.constantFrom(tcpEntry(100, 443, 443), tcpEntry(100, 0, 65_535), entry(100)),
    replies: fc.constantFrom(tcpEntry(110, 1_024, 65_535), tcpEntry(110, 0, 65_535), entry(110)),
    denies: fc.subarray([
      tcpEntry(50, 22, 22, { RuleAction: 'deny' }),
      tcpEntry(60, 3_389, 3_389, { RuleAction: 'deny' }),
      entry(70, { Protocol: '17', RuleAction: 'deny' }),
      entry(80, { RuleAction: 'deny', CidrBlock: '198.51.100.0/24' }),
      entry(900, { RuleAction: 'deny' }),
    ]),
    ipv6: fc.boolean(),
  })
  .map(({ requests, replies, denies, ipv6 }): readonly NetworkAclEntry[] => {
    const own = [requests, replies, ...denies, ...(ipv6 ? [entry(105, { Ipv6CidrBlock: '::/0' })] : [])];
    return [...own, ...own.map((one) => ({ ...one, Egress: true })), ...LAST_ENTRIES].toReversed();
  });

const ROUTES: Route[] = [
  { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' },
  { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'active' },
  { DestinationPrefixListId: 'pl-s3', GatewayId: 'vpce-s3', State: 'active' },
  { DestinationCidrBlock: '192.168.0.0/16', VpcPeeringConnectionId: 'pcx-1', State: 'blackhole' },
];

const oddities = fc.record({
  ingress: fc.tuple(fc.constantFrom(...PEERS_IN), ports, noise, fc.boolean()),
  egress: fc.tuple(fc.constantFrom(...PEERS_OUT), ports, noise, fc.boolean()),
  /** The rules that count are in a second group of the interface. */
  split: fc.boolean(),
  entries: aclEntries,
  oneAcl: fc.boolean(),
  /** Where the client is: in a subnet of its own, known by its interface or by its subnet alone, or in an endpoint's subnet. */
  client: fc.constantFrom('own subnet', 'subnet range', 'with the endpoint', 'two subnets'),
  mainTable: fc.boolean(),
  moreRoutes: fc.subarray(ROUTES.slice(1)),
  dhcp: fc.constantFrom(null, ['AmazonProvidedDNS'], ['10.0.0.2'], ['10.0.9.53'], ['169.254.169.253']),
  dns: fc.constantFrom('private DNS', 'hosted zone', 'hosted zone, hostnames off'),
  others: fc.boolean(),
  named: fc.boolean(),
});

type Oddities = typeof oddities extends fc.Arbitrary<infer T> ? T : never;

function configurationOf(odd: Oddities): WorldChange {
  const [ingressPeer, ingressPorts, ingressNoise, ingressFirst] = odd.ingress;
  const [egressPeer, egressPorts, egressNoise, egressFirst] = odd.egress;
  const ingress = around(ingressNoise, { ...ingressPeer, ...ingressPorts }, ingressFirst);
  const egress = around(egressNoise, { ...egressPeer, ...egressPorts }, egressFirst);
  const shared = odd.client === 'with the endpoint';
  const clientSubnets = shared
    ? ['subnet-a']
    : odd.client === 'two subnets'
      ? ['subnet-client', 'subnet-b']
      : ['subnet-client'];
  const clientGroups = odd.split ? ['sg-empty', 'sg-client'] : ['sg-client'];
  const own = networkInterface('eni-0fff', clientSubnets[0] ?? '', shared ? '10.0.1.20' : CLIENT_ADDRESS, {
    InterfaceType: 'lambda',
    Groups: clientGroups.map((GroupId) => ({ GroupId })),
  });
  const second = odd.split ? [{ GroupId: 'sg-empty' }] : [];
  const ends = INTERFACES.slice(0, 2).map((one) => ({ ...one, Groups: [...second, ...one.Groups] }));
  const routes = [ROUTES[0] as Route, ...odd.moreRoutes];
  const tables = [
    { RouteTableId: 'rtb-1', VpcId: 'vpc-1', Associations: [{ Main: true }], Routes: routes },
    ...(odd.mainTable
      ? []
      : [
          {
            RouteTableId: 'rtb-2',
            VpcId: 'vpc-1',
            Associations: SUBNETS.map(({ SubnetId }) => ({ SubnetId, Main: false })),
            Routes: routes,
          },
        ]),
  ];
  const ids = SUBNETS.map((subnet) => subnet.SubnetId);
  const isPrivateDns = odd.dns === 'private DNS';
  return {
    source: { ...HEALTHY_CONFIGURATION.source, subnetIds: clientSubnets, securityGroupIds: clientGroups },
    securityGroups: [
      securityGroup('sg-client', { IpPermissionsEgress: egress }),
      // No egress rule on the endpoint's side: it never begins a connection.
      securityGroup('sg-endpoint', { IpPermissions: ingress }),
      securityGroup('sg-empty'),
    ],
    prefixLists: [
      { PrefixListId: 'pl-1', Cidrs: ['10.0.0.0/16'] },
      { PrefixListId: 'pl-s3', Cidrs: ['52.92.0.0/16'] },
    ],
    networkAcls: odd.oneAcl
      ? [acl('acl-1', ids, odd.entries)]
      : [acl('acl-1', ids.slice(0, 1), odd.entries), acl('acl-2', ids.slice(1), odd.entries)],
    routeTables: tables,
    networkInterfaces: odd.client === 'subnet range' || odd.client === 'two subnets' ? ends : [...ends, own],
    vpcEndpoints: [
      endpoint({ PrivateDnsEnabled: isPrivateDns }),
      ...(odd.others ? [endpoint({ VpcEndpointId: 'vpce-kms', ServiceName: 'com.amazonaws.eu-west-2.kms' })] : []),
    ],
    vpcDnsAttributes: {
      VpcId: VPC,
      enableDnsSupport: true,
      enableDnsHostnames: odd.dns !== 'hosted zone, hostnames off',
    },
    ...(odd.dhcp ? {} : { vpc: WITHOUT_OPTION_SET }),
    dhcpOptions: odd.dhcp && {
      DhcpOptionsId: 'dopt-1',
      DhcpConfigurations: [{ Key: 'domain-name-servers', Values: odd.dhcp.map((Value) => ({ Value })) }],
    },
  };
}

const isValid = (odd: Oddities): boolean =>
  // A rule for the client's own subnet does not cover a client elsewhere.
  !(odd.ingress[0] === PEERS_IN[1] && (odd.client === 'with the endpoint' || odd.client === 'two subnets'));

test('configuration that lets everything pass stays green beside packets that pass, however odd it is', () => {
  fc.assert(
    fc.property(oddities.filter(isValid), (odd) => {
      const { verdict, rootCause, causes, undecided, predicted } = reportOf(factsOf(configured(configurationOf(odd))));
      const harmful = causes.filter((cause) => cause.severity !== 'advisory').map((cause) => cause.code);
      expect({ verdict, rootCause, harmful }).toEqual({ verdict: 'connected', rootCause: null, harmful: [] });
      expect(causes.map((cause) => cause.code)).not.toContain('path/contradicts-configuration');
      expect(undecided).toEqual([]);
      expect(['open', 'mixed']).toContain(predicted);
    }),
    { numRuns: 1_500 },
  );
});

test('from outside nothing harmful is predicted of it, but for what another resolver may make good', () => {
  fc.assert(
    fc.property(oddities.filter(isValid), (odd) => {
      const { verdict, causes } = reportOf(factsOf(inspected(configurationOf(odd))));
      const harmful = causes.filter((cause) => cause.severity !== 'advisory').map((cause) => cause.code);
      const mayBe = [
        ...(odd.dns === 'private DNS' ? [] : ['dns/private-dns-off', 'dns/vpc-hostnames-off']),
        // A resolver of one's own wants port 53 open, and these worlds open it only now and then.
        ...(odd.dhcp?.some((server) => server === '10.0.9.53') ? ['dns/custom-resolver-blocked'] : []),
      ];
      expect(verdict).toBe('unproven');
      expect(harmful.filter((code) => !mayBe.includes(code))).toEqual([]);
    }),
    { numRuns: 1_500 },
  );
});
