import { expect, test } from '@jest/globals';
import { exitOf } from '../../../lib/evaluate/network/way-out.ts';
import type { Route } from '../../../lib/model/aws.ts';
import { network } from '../../support/network.ts';

const LOCAL: Route = { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' };
const IGW: Route = { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-0abc', State: 'active' };
const IGW_V6: Route = { DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-0abc', State: 'active' };
const EIGW: Route = { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-0abc', State: 'active' };
const NAT: Route = { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-0abc', State: 'active' };
const TGW: Route = { DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: 'tgw-0abc', State: 'active' };
const GATEWAY_ENDPOINT: Route = { DestinationPrefixListId: 'pl-0s3', GatewayId: 'vpce-0s3', State: 'active' };
const INSPECTION: Route = { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'vpce-0gwlb', State: 'active' };

const FUNCTION = { hasPublicAddress: false, usesIpv6: false };

const exitBy = (routes: readonly Route[], leaving: Parameters<typeof exitOf>[1] = FUNCTION, v6 = false) =>
  exitOf(
    'subnet-1',
    leaving,
    network(
      {},
      {
        subnets: [
          {
            SubnetId: 'subnet-1',
            VpcId: 'vpc-1',
            CidrBlock: '10.0.1.0/24',
            Ipv6CidrBlockAssociationSet: v6 ? [{ Ipv6CidrBlock: '2001:db8::/64' }] : [],
          },
        ],
        routeTables: [
          {
            RouteTableId: 'rtb-1',
            VpcId: 'vpc-1',
            Associations: [{ SubnetId: 'subnet-1', Main: false }],
            Routes: routes,
          },
        ],
      },
    ),
  );

test.each([
  ['nothing but its own VPC', [LOCAL], { wayOut: 'none', isServedByGateway: undefined }],
  ['an internet gateway, without a public address', [LOCAL, IGW], { wayOut: 'none', isServedByGateway: false }],
  ['a NAT gateway', [LOCAL, NAT], { wayOut: 'nat', isServedByGateway: undefined }],
  [
    'a NAT gateway towards a private range',
    [LOCAL, { ...NAT, DestinationCidrBlock: '192.168.0.0/16' }],
    { wayOut: 'unknown' },
  ],
  ['a NAT gateway that is gone', [LOCAL, { ...NAT, State: 'blackhole' }], { wayOut: 'none' }],
  ['a transit gateway, which may lead anywhere', [LOCAL, TGW], { wayOut: 'unknown' }],
  ['a gateway endpoint, which serves S3 alone', [LOCAL, GATEWAY_ENDPOINT], { wayOut: 'none' }],
  ['an inspecting load balancer, which may send on', [LOCAL, INSPECTION], { wayOut: 'unknown' }],
  ['an internet gateway for IPv6, which the subnet does not have', [LOCAL, IGW_V6], { wayOut: 'none' }],
] as const)('a function whose routes lead to %s', (_, routes, expected) => {
  expect(exitBy(routes)).toMatchObject(expected);
});

test.each([
  ['a public address', [LOCAL, IGW], { hasPublicAddress: true, usesIpv6: null }, false, 'public'],
  ['nobody knows which addresses', [LOCAL, IGW], { hasPublicAddress: null, usesIpv6: null }, false, 'unknown'],
  ['IPv6, and an egress-only gateway', [LOCAL, EIGW], { hasPublicAddress: false, usesIpv6: true }, true, 'public'],
  [
    'IPv6 in its subnet that it does not use',
    [LOCAL, EIGW],
    { hasPublicAddress: false, usesIpv6: false },
    true,
    'none',
  ],
  ['IPv6 in its subnet that it may use', [LOCAL, EIGW], { hasPublicAddress: false, usesIpv6: null }, true, 'unknown'],
] as const)('a host with %s', (_, routes, leaving, v6, wayOut) => {
  expect(exitBy(routes, leaving, v6).wayOut).toBe(wayOut);
});

test('a subnet whose route table is not known may have any way out', () => {
  expect(exitOf('subnet-9', FUNCTION, network({})).wayOut).toBe('unknown');
});
