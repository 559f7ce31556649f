import { describe, expect, test } from '@jest/globals';
import { derive } from '../../lib/diagnose/derive.ts';
import type { Route } from '../../lib/model/aws.ts';
import { unseen } from '../../lib/model/observation.ts';
import type { PredictedPath } from '../../lib/model/predicted-path.ts';
import { reportOf } from '../../lib/report/report.ts';
import {
  acls,
  CLIENT_ADDRESS,
  configured,
  endpoint,
  groups,
  HEALTHY_CONFIGURATION,
  INTERFACES,
  inspected,
  networkInterface,
  routeTables,
  SUBNETS,
  subnet,
} from '../support/configuration.ts';
import { ALL_ENTRIES, byCidr, byGroup, LAST_ENTRIES, tcpEntry } from '../support/network.ts';
import {
  ENI_A,
  ENI_A_IPV6,
  ENI_B,
  ENI_B_IPV6,
  factsOf,
  resolvesTo,
  target,
  tcp,
  type WorldChange,
} from '../support/world.ts';

const { source } = HEALTHY_CONFIGURATION;
const OF_ENDPOINT = INTERFACES.slice(0, 2);
const ofFunction = (id: string, subnetId: string, address: string, groupIds: readonly string[] = ['sg-client']) =>
  networkInterface(id, subnetId, address, {
    InterfaceType: 'lambda',
    Groups: groupIds.map((GroupId) => ({ GroupId })),
  });

const ways = (change: WorldChange): readonly PredictedPath[] => {
  const { predictedPaths: found } = derive(configured(change));
  if (found.state === 'unseen') throw new Error(`unseen: ${found.detail}`);
  return found.value;
};
const none = (change: WorldChange) => derive(configured(change)).predictedPaths;
const origins = (change: WorldChange) => [...new Set(ways(change).map((way) => way.source.addresses))];
const destinations = (found: readonly PredictedPath[]) => [...new Set(found.map((way) => way.address))];
const predictions = (change: WorldChange) => [...new Set(ways(change).map(({ evaluation }) => evaluation.predicted))];
const reasons = (change: WorldChange) => [...new Set(ways(change).flatMap(({ evaluation }) => evaluation.because))];

describe("where the client's calls come from", () => {
  test("is its Hyperplane interface's address, and not all of the subnet", () => {
    expect(origins({})).toEqual([CLIENT_ADDRESS]);
  });

  test("is all of its subnet's addresses where no Hyperplane interface is told", () => {
    expect(origins({ networkInterfaces: OF_ENDPOINT })).toEqual(['10.0.7.0/24']);
  });

  test.each([
    ['in another subnet', ofFunction('eni-other', 'subnet-a', '10.0.1.20')],
    ['of a function with other groups', ofFunction('eni-other', 'subnet-client', '10.0.7.9', ['sg-client', 'sg-more'])],
    [
      'of another kind in its subnet',
      networkInterface('eni-host', 'subnet-client', '10.0.7.9', { InterfaceType: 'interface' }),
    ],
  ])('is not the address of an interface %s', (_, other) => {
    expect(origins({ networkInterfaces: [...OF_ENDPOINT, other] })).toEqual(['10.0.7.0/24']);
  });

  test.each([
    ['is the subnet in the zone where this run happens', 'euw2-az2', ['10.0.8.0/24']],
    ['is every subnet where that zone is none of theirs', 'euw2-az3', ['10.0.7.0/24', '10.0.8.0/24']],
  ])('of several subnets %s', (_, availabilityZoneId, expected) => {
    const change = {
      source: { ...source, subnetIds: ['subnet-client', 'subnet-client-b'] },
      subnets: [...SUBNETS, subnet('subnet-client-b', '10.0.8.0/24', 'b')],
      networkAcls: acls(),
      networkInterfaces: OF_ENDPOINT,
      executionEnvironment: { availabilityZoneId },
    };
    expect(origins(change)).toEqual(expected);
  });

  test('is decided subnet by subnet', () => {
    const change = {
      source: { ...source, subnetIds: ['subnet-client', 'subnet-client-b'] },
      subnets: [...SUBNETS, subnet('subnet-client-b', '10.0.8.0/24', 'b')],
    };
    const found = ways(change).map(({ source }) => `${source.subnetId} ${source.addresses}`);
    expect([...new Set(found)]).toEqual([`subnet-client ${CLIENT_ADDRESS}`, 'subnet-client-b 10.0.8.0/24']);
  });

  test("is a host's own address", () => {
    const host = { ...source, kind: 'linux' as const, addresses: ['10.0.7.33'] };
    expect(origins({ source: host, networkInterfaces: OF_ENDPOINT })).toEqual(['10.0.7.33']);
  });

  test("is a host's own address even where its subnet is not told", () => {
    const host = { ...source, kind: 'linux' as const, addresses: ['10.0.7.33'] };
    const subnets = unseen('denied', 'ec2:DescribeSubnets is not allowed here');
    expect(origins({ source: host, networkInterfaces: OF_ENDPOINT, subnets })).toEqual(['10.0.7.33']);
  });

  test('is the interface of its groups, in whichever order they are told', () => {
    const own = ofFunction('eni-own', 'subnet-client', '10.0.7.9', ['sg-more', 'sg-client']);
    const change = { source: { ...source, securityGroupIds: ['sg-client', 'sg-more'] } };
    expect(origins({ ...change, networkInterfaces: [...INTERFACES, own] })).toEqual(['10.0.7.9']);
  });

  test('has the groups of the client, whatever interface it is', () => {
    const [way] = ways({ networkInterfaces: OF_ENDPOINT });
    expect(way?.source).toEqual({ addresses: '10.0.7.0/24', subnetId: 'subnet-client', groupIds: ['sg-client'] });
  });

  test.each([
    ['lambda', 'mixed'],
    ['linux', 'open'],
    ['windows', 'mixed'],
  ] as const)("has the ephemeral ports of %s, so that an ACL open for Linux's alone is %s", (kind, predicted) => {
    const linuxAlone = [ALL_ENTRIES, LAST_ENTRIES]
      .flat()
      .filter((one) => one.Egress || one.RuleAction === 'deny')
      .concat(tcpEntry(100, 32_768, 61_000));
    expect(predictions({ source: { ...source, kind }, networkAcls: acls({ client: linuxAlone }) })).toEqual([
      predicted,
    ]);
  });
});

describe('the ways to the endpoint', () => {
  test('lead from the client to each interface, with zone, place and groups', () => {
    expect(ways({}).map(({ evaluation, ...way }) => way)).toEqual([
      {
        id: `subnet-client → ${ENI_A}`,
        address: ENI_A,
        family: 4,
        networkInterfaceId: 'eni-0aaa',
        isInUse: true,
        availabilityZone: 'eu-west-2a',
        source: { addresses: CLIENT_ADDRESS, subnetId: 'subnet-client', groupIds: ['sg-client'] },
        destination: { subnetId: 'subnet-a', groupIds: ['sg-endpoint'] },
      },
      {
        id: `subnet-client → ${ENI_B}`,
        address: ENI_B,
        family: 4,
        networkInterfaceId: 'eni-0bbb',
        isInUse: true,
        availabilityZone: 'eu-west-2b',
        source: { addresses: CLIENT_ADDRESS, subnetId: 'subnet-client', groupIds: ['sg-client'] },
        destination: { subnetId: 'subnet-b', groupIds: ['sg-endpoint'] },
      },
    ]);
  });

  test('are open in a healthy world', () => {
    expect(predictions({})).toEqual(['open']);
  });

  test('are four with two subnets of the client and two interfaces', () => {
    const found = ways({
      source: { ...source, subnetIds: ['subnet-client', 'subnet-client-b'] },
      subnets: [...SUBNETS, subnet('subnet-client-b', '10.0.8.0/24', 'b')],
      networkInterfaces: [...INTERFACES, ofFunction('eni-0ddd', 'subnet-client-b', '10.0.8.20')],
    });
    expect(found.map((way) => `${way.source.addresses} to ${way.address}`).toSorted()).toEqual(
      [
        `${CLIENT_ADDRESS} to ${ENI_A}`,
        `${CLIENT_ADDRESS} to ${ENI_B}`,
        `10.0.8.20 to ${ENI_A}`,
        `10.0.8.20 to ${ENI_B}`,
      ].toSorted(),
    );
  });

  test('are ruled each by the rules on its own path', () => {
    const found = ways({
      routeTables: routeTables({
        client: [{ DestinationCidrBlock: '10.0.1.0/24', GatewayId: 'local', State: 'active' }],
      }),
    });
    expect(found.map(({ address, evaluation }) => [address, evaluation.predicted])).toEqual([
      [ENI_A, 'open'],
      [ENI_B, 'closed'],
    ]);
  });

  test('are known without a packet', () => {
    expect(derive(inspected()).predictedPaths).toMatchObject({
      state: 'seen',
      value: [{ address: ENI_A }, { address: ENI_B }],
    });
  });

  test('are there, and not known to be open, where ACLs are not told', () => {
    expect(predictions({ networkAcls: unseen('denied', 'not allowed') })).toEqual(['unknown']);
  });
});

describe('IPv6', () => {
  const dualStack = {
    source: { ...source, addresses: [] },
    subnets: SUBNETS.map((one) =>
      one.SubnetId === 'subnet-client'
        ? { ...one, Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8:0:107::/64' }] }
        : one,
    ),
    networkInterfaces: OF_ENDPOINT.map((one, index) => ({
      ...one,
      Ipv6Addresses: [{ Ipv6Address: index === 0 ? ENI_A_IPV6 : ENI_B_IPV6 }],
    })),
    vpcEndpoints: [endpoint({ IpAddressType: 'dualstack' })],
  } satisfies WorldChange;
  const resolved = resolvesTo([ENI_A_IPV6, ENI_A]);

  test('counts where the name leads to the address and packets can be sent there', () => {
    const found = ways({ ...dualStack, serviceDns: resolved, tcp: [tcp(ENI_A_IPV6), tcp(ENI_A)] });
    expect(destinations(found).toSorted()).toEqual([ENI_A, ENI_A_IPV6, ENI_B].toSorted());
    const [six] = found.filter((way) => way.address === ENI_A_IPV6);
    expect(six).toMatchObject({ family: 6, source: { addresses: '2001:db8:0:107::/64' } });
  });

  test('counts where packets to the address are lost, as that may be what is wrong', () => {
    const change = { ...dualStack, serviceDns: resolved, tcp: [tcp(ENI_A_IPV6, { outcome: 'silent' }), tcp(ENI_A)] };
    expect(destinations(ways(change))).toContain(ENI_A_IPV6);
  });

  test.each([
    ['this host has no IPv6', resolved, [tcp(ENI_A_IPV6, { outcome: 'unreachable', code: 'ENETUNREACH' }), tcp(ENI_A)]],
    ['the name does not lead there', resolvesTo([ENI_A]), [tcp(ENI_A_IPV6), tcp(ENI_A)]],
    ['no packet was sent there', resolved, [tcp(ENI_A)]],
  ])('does not count where %s', (_, serviceDns, attempts) => {
    expect(destinations(ways({ ...dualStack, serviceDns, tcp: attempts }))).toEqual([ENI_A, ENI_B]);
  });

  test.each([
    ['has nothing else', 'ipv6', [ENI_A_IPV6, ENI_B_IPV6]],
    ['has IPv4 too', 'dualstack', []],
  ])('where no packet was sent, decides on an endpoint that %s', (_, IpAddressType, expected) => {
    const allowed = { ...source, usesIpv6: true };
    const change = { ...dualStack, source: allowed, vpcEndpoints: [endpoint({ IpAddressType })] };
    const { predictedPaths: found } = derive(inspected(change));
    const all = found.state === 'seen' ? found.value : [];
    expect(all.length).toBeGreaterThan(0);
    expect(destinations(all.filter((way) => way.family === 6))).toEqual(expected);
  });

  test.each([
    ['is not allowed to use it: there is no path', false, { predicted: 'closed', exitCode: 1 }],
    ['may be allowed to use it: nobody knows', undefined, { predicted: 'unknown', exitCode: 2 }],
    ['is allowed to use it', true, { predicted: 'closed', exitCode: 1 }],
  ])('is all that an endpoint has: a function that %s', (_, usesIpv6, expected) => {
    const only = {
      networkInterfaces: dualStack.networkInterfaces.map(({ PrivateIpAddress: __, ...one }) => one),
      vpcEndpoints: [endpoint({ IpAddressType: 'ipv6' })],
    };
    const own = { ...source, ...(usesIpv6 === undefined ? {} : { usesIpv6 }) };
    const { predicted, exitCode, rootCause } = reportOf(factsOf(inspected({ ...dualStack, ...only, source: own })));
    expect({ predicted, exitCode }).toEqual(expected);
    // With leave, it is the rules for IPv4 alone that are in the way.
    expect(rootCause === 'endpoint/iptype-mismatch').toBe(usesIpv6 === false);
  });

  test('leads only from addresses of the same family', () => {
    const found = ways({ ...dualStack, serviceDns: resolved, tcp: [tcp(ENI_A_IPV6), tcp(ENI_A)] });
    for (const way of found) expect(way.source.addresses.includes(':')).toBe(way.family === 6);
  });
});

describe('a group that a rule refers to', () => {
  const to = (target: Partial<Route>): WorldChange => ({
    routeTables: routeTables({ client: [{ DestinationCidrBlock: '10.0.0.0/16', State: 'active', ...target }] }),
  });
  const byTransitGateway = to({ TransitGatewayId: 'tgw-1' });

  test('does not count behind a transit gateway', () => {
    expect(reasons({ ...byTransitGateway, securityGroups: groups({ ingress: [byGroup('sg-client')] }) })).toEqual([
      'sg/endpoint-ingress-missing',
    ]);
  });

  test('does not count as the destination behind a transit gateway either', () => {
    const securityGroups = groups({ egress: [byGroup('sg-endpoint')], ingress: [byCidr('10.0.7.0/24')] });
    expect(reasons({ ...byTransitGateway, securityGroups })).toEqual(['sg/client-egress-missing']);
    expect(predictions({ securityGroups })).toEqual(['open']);
  });

  test('is not needed behind a transit gateway where the rule names the addresses', () => {
    expect(predictions({ ...byTransitGateway, securityGroups: groups({ ingress: [byCidr('10.0.7.0/24')] }) })).toEqual([
      'open',
    ]);
  });

  test.each([
    ['inside the VPC', { GatewayId: 'local' }],
    ['over VPC peering', { VpcPeeringConnectionId: 'pcx-1' }],
  ])('counts %s', (_, target) => {
    expect(predictions({ ...to(target), securityGroups: groups({ ingress: [byGroup('sg-client')] }) })).toEqual([
      'open',
    ]);
  });
});

describe('ways are unseen', () => {
  test("where the client's subnets are not known", () => {
    const subnets = unseen('denied', 'ec2:DescribeSubnets is not allowed here');
    for (const change of [
      { subnets, networkInterfaces: OF_ENDPOINT },
      { source: { ...source, subnetIds: [] } },
      { source: { ...source, subnetIds: ['subnet-elsewhere'] } },
    ])
      expect(none(change)).toEqual({
        state: 'unseen',
        why: 'skipped',
        detail: "the client's subnets are not all known",
      });
  });

  test.each([
    ['source', unseen('denied', 'lambda:GetFunctionConfiguration is not allowed here')],
    ['vpcEndpoints', unseen('denied', 'ec2:DescribeVpcEndpoints is not allowed here')],
    ['networkInterfaces', unseen('denied', 'ec2:DescribeNetworkInterfaces is not allowed here')],
  ])('for the reason of %s, where that is unseen', (name, reason) => {
    expect(none({ [name]: reason })).toEqual(reason);
  });

  test('where not every interface of the endpoint was found, instead of half of the ways', () => {
    expect(none({ networkInterfaces: INTERFACES.slice(1) })).toEqual({
      state: 'unseen',
      why: 'skipped',
      detail: 'not every network interface of the endpoint was found',
    });
  });

  test.each([
    ['there is no endpoint', []],
    ['the endpoint has no interface yet', [endpoint({ State: 'pending', NetworkInterfaceIds: [] })]],
  ])('where %s', (_, vpcEndpoints) => {
    const unnamed = target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: [] } });
    expect(none({ vpcEndpoints, target: unnamed })).toEqual({
      state: 'unseen',
      why: 'skipped',
      detail: 'there is no endpoint, or it has no network interface',
    });
  });
});
