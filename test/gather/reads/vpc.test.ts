import { DescribeVpcsCommand, type Vpc } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import describeVpc, { actions } from '../../../lib/gather/reads/vpc.ts';
import { denied, EC2_DENIES, filtered, mockedEc2, plainValueOf } from './api-of.ts';

const { mock, ec2 } = mockedEc2();

const vpc: Vpc = {
  VpcId: 'vpc-1',
  OwnerId: '111122223333',
  State: 'available',
  IsDefault: false,
  InstanceTenancy: 'default',
  DhcpOptionsId: 'dopt-1',
  CidrBlock: '10.0.0.0/16',
  CidrBlockAssociationSet: [
    { AssociationId: 'vpc-cidr-assoc-1', CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } },
    { AssociationId: 'vpc-cidr-assoc-2', CidrBlock: '100.64.0.0/16', CidrBlockState: { State: 'associated' } },
  ],
  Ipv6CidrBlockAssociationSet: [
    { AssociationId: 'vpc-cidr-assoc-3', Ipv6CidrBlock: '2001:db8::/56', NetworkBorderGroup: 'eu-west-2' },
  ],
  Tags: [{ Key: 'Name', Value: 'isolated' }],
};

describe('the VPC', () => {
  test('names the one action that it calls', () => {
    expect(actions).toEqual(['ec2:DescribeVpcs']);
  });

  test('is kept with owner, option set and all of its blocks, and nothing else', async () => {
    mock.on(DescribeVpcsCommand).resolves({ Vpcs: [vpc] });
    expect(plainValueOf(await describeVpc(ec2, 'vpc-1'))).toEqual({
      VpcId: 'vpc-1',
      OwnerId: '111122223333',
      DhcpOptionsId: 'dopt-1',
      CidrBlock: '10.0.0.0/16',
      CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16' }, { CidrBlock: '100.64.0.0/16' }],
      Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8::/56' }],
    });
  });

  test('has no IPv6 blocks where EC2 names none', async () => {
    mock.on(DescribeVpcsCommand).resolves({ Vpcs: [{ ...vpc, Ipv6CidrBlockAssociationSet: undefined }] });
    expect(plainValueOf(await describeVpc(ec2, 'vpc-1')).Ipv6CidrBlockAssociationSet).toEqual([]);
  });

  test('is asked for by its id', async () => {
    mock.on(DescribeVpcsCommand).resolves({ Vpcs: [vpc] });
    await describeVpc(ec2, 'vpc-1');
    expect(mock.commandCalls(DescribeVpcsCommand)[0]?.args[0].input).toEqual({
      Filters: [filtered('vpc-id', 'vpc-1')],
    });
  });

  test('is unseen where it is denied', async () => {
    mock.on(DescribeVpcsCommand).rejects(EC2_DENIES);
    expect(await describeVpc(ec2, 'vpc-1')).toEqual(denied('ec2:DescribeVpcs'));
  });

  test.each([[{ Vpcs: [] }], [{}]])('is unseen where the answer %j has none', async (answer) => {
    mock.on(DescribeVpcsCommand).resolves(answer);
    expect(await describeVpc(ec2, 'vpc-1')).toEqual({
      state: 'unseen',
      why: 'failed',
      detail: 'ec2:DescribeVpcs: VpcNotFound',
    });
  });
});
