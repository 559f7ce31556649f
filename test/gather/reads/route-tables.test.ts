import { DescribeRouteTablesCommand, type RouteTable } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import describeRouteTables, { actions } from '../../../lib/gather/reads/route-tables.ts';
import { filtered, listingTests, mockedEc2, plainValueOf } from './api-of.ts';

const { mock, ec2 } = mockedEc2();

const table = (RouteTableId: string): RouteTable => ({
  RouteTableId,
  VpcId: 'vpc-1',
  OwnerId: '111122223333',
  PropagatingVgws: [{ GatewayId: 'vgw-1' }],
  Tags: [],
  Associations: [
    { Main: true, RouteTableAssociationId: 'rtbassoc-1', RouteTableId, AssociationState: { State: 'associated' } },
    { Main: false, RouteTableAssociationId: 'rtbassoc-2', RouteTableId, SubnetId: 'subnet-1', GatewayId: undefined },
  ],
  Routes: [
    { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' },
    { DestinationCidrBlock: '10.8.0.0/16', TransitGatewayId: 'tgw-1', Origin: 'CreateRoute', State: 'blackhole' },
    { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1', Origin: 'CreateRoute', State: 'active' },
    { DestinationPrefixListId: 'pl-1', GatewayId: 'vpce-1', Origin: 'CreateRoute', State: 'active' },
    {
      DestinationCidrBlock: '0.0.0.0/0',
      InstanceId: 'i-1',
      InstanceOwnerId: '111122223333',
      NetworkInterfaceId: 'eni-1',
      Origin: 'CreateRoute',
      State: 'active',
    },
  ],
});

describe('route tables', () => {
  listingTests({
    permission: 'ec2:DescribeRouteTables',
    actions,
    key: 'RouteTables',
    items: [table('rtb-1'), table('rtb-2'), table('rtb-3')],
    ids: ['rtb-1', 'rtb-2', 'rtb-3'],
    answerWith: (answer) => mock.on(DescribeRouteTablesCommand).callsFake(answer),
    denyWith: (error) => mock.on(DescribeRouteTablesCommand).rejects(error),
    gather: () => describeRouteTables(ec2, ['vpc-1']),
    idsIn: (value) => value.map((one) => one.RouteTableId),
  });

  test('are kept with associations, targets and states, and nothing else', async () => {
    mock.on(DescribeRouteTablesCommand).resolves({ RouteTables: [table('rtb-1')] });
    expect(plainValueOf(await describeRouteTables(ec2, ['vpc-1']))).toEqual([
      {
        RouteTableId: 'rtb-1',
        VpcId: 'vpc-1',
        Associations: [{ Main: true }, { Main: false, SubnetId: 'subnet-1' }],
        Routes: [
          { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' },
          { DestinationCidrBlock: '10.8.0.0/16', TransitGatewayId: 'tgw-1', State: 'blackhole' },
          { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1', State: 'active' },
          { DestinationPrefixListId: 'pl-1', GatewayId: 'vpce-1', State: 'active' },
          { DestinationCidrBlock: '0.0.0.0/0', NetworkInterfaceId: 'eni-1', State: 'active' },
        ],
      },
    ]);
  });

  test('of several VPCs are asked for at once', async () => {
    mock.on(DescribeRouteTablesCommand).resolves({ RouteTables: [] });
    await describeRouteTables(ec2, ['vpc-1', 'vpc-hub']);
    const inputs = mock.commandCalls(DescribeRouteTablesCommand).map(({ args }) => args[0].input);
    expect(inputs).toMatchObject([{ Filters: [filtered('vpc-id', 'vpc-1', 'vpc-hub')] }]);
  });
});
