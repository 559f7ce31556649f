import { DescribeSubnetsCommand, type Subnet } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import describeSubnets, { actions, vpcIdOfSubnets } from '../../../lib/gather/reads/subnets.ts';
import { denied, EC2_DENIES, filtered, listingTests, mockedEc2, plainValueOf } from './api-of.ts';

const { mock, ec2 } = mockedEc2();

const subnet = (SubnetId: string, over: Subnet = {}): Subnet => ({
  SubnetId,
  SubnetArn: `arn:aws:ec2:eu-west-2:111122223333:subnet/${SubnetId}`,
  VpcId: 'vpc-1',
  OwnerId: '111122223333',
  State: 'available',
  CidrBlock: '10.0.1.0/24',
  AvailabilityZone: 'eu-west-2a',
  AvailabilityZoneId: 'euw2-az2',
  AvailableIpAddressCount: 250,
  MapPublicIpOnLaunch: false,
  OutpostArn: undefined,
  Tags: [{ Key: 'Name', Value: 'private-a' }],
  ...over,
});

const inputs = () => mock.commandCalls(DescribeSubnetsCommand).map(({ args }) => args[0].input);

describe('subnets', () => {
  listingTests({
    permission: 'ec2:DescribeSubnets',
    actions,
    key: 'Subnets',
    items: [subnet('subnet-1'), subnet('subnet-2'), subnet('subnet-3')],
    ids: ['subnet-1', 'subnet-2', 'subnet-3'],
    answerWith: (answer) => mock.on(DescribeSubnetsCommand).callsFake(answer),
    denyWith: (error) => mock.on(DescribeSubnetsCommand).rejects(error),
    gather: () => describeSubnets(ec2, ['vpc-1']),
    idsIn: (value) => value.map((one) => one.SubnetId),
  });

  test('are kept with what rulings read, and nothing else', async () => {
    const Ipv6CidrBlockAssociationSet = [
      {
        AssociationId: 'subnet-cidr-assoc-1',
        Ipv6CidrBlock: '2001:db8:0:101::/64',
        Ipv6CidrBlockState: { State: 'associated' as const },
      },
    ];
    mock.on(DescribeSubnetsCommand).resolves({ Subnets: [subnet('subnet-1', { Ipv6CidrBlockAssociationSet })] });
    expect(plainValueOf(await describeSubnets(ec2, ['vpc-1']))).toEqual([
      {
        SubnetId: 'subnet-1',
        VpcId: 'vpc-1',
        OwnerId: '111122223333',
        CidrBlock: '10.0.1.0/24',
        AvailabilityZone: 'eu-west-2a',
        AvailabilityZoneId: 'euw2-az2',
        Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8:0:101::/64' }],
      },
    ]);
  });

  test('of several VPCs are asked for at once', async () => {
    mock.on(DescribeSubnetsCommand).resolves({ Subnets: [] });
    await describeSubnets(ec2, ['vpc-1', 'vpc-hub']);
    expect(inputs()).toMatchObject([{ Filters: [filtered('vpc-id', 'vpc-1', 'vpc-hub')] }]);
  });

  test('without an id are no answer of EC2', async () => {
    mock.on(DescribeSubnetsCommand).resolves({ Subnets: [{ CidrBlock: '10.0.1.0/24' }] });
    expect(await describeSubnets(ec2, ['vpc-1'])).toMatchObject({ state: 'unseen', why: 'failed' });
  });
});

describe("the subnets' VPC", () => {
  test('is found by the ids of the subnets', async () => {
    mock.on(DescribeSubnetsCommand).resolves({ Subnets: [subnet('subnet-1', { VpcId: 'vpc-7' })] });
    expect(plainValueOf(await vpcIdOfSubnets(ec2, ['subnet-1', 'subnet-2']))).toBe('vpc-7');
    expect(inputs()).toMatchObject([{ Filters: [filtered('subnet-id', 'subnet-1', 'subnet-2')] }]);
  });

  test('is unseen where none of the subnets is there', async () => {
    mock.on(DescribeSubnetsCommand).resolves({ Subnets: [] });
    expect(await vpcIdOfSubnets(ec2, ['subnet-1', 'subnet-2'])).toEqual({
      state: 'unseen',
      why: 'skipped',
      detail: 'this Region has no subnet subnet-1 or subnet-2',
    });
  });

  test('is unseen where the subnets are denied', async () => {
    mock.on(DescribeSubnetsCommand).rejects(EC2_DENIES);
    expect(await vpcIdOfSubnets(ec2, ['subnet-1'])).toEqual(denied('ec2:DescribeSubnets'));
  });
});
