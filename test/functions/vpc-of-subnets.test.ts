import {
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
  type Subnet,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { type CustomResourceEvent, handler, vpcOfSubnets } from '../../functions/vpc-of-subnets/handler.ts';
import { apiOf, REGION } from '../gather/reads/api-of.ts';

const ec2 = mockClient(EC2Client);
const api = apiOf(new EC2Client({ region: REGION }));

const subnet = (SubnetId: string, zone: string, VpcId = 'vpc-1'): Subnet => ({
  SubnetId,
  VpcId,
  AvailabilityZone: `eu-west-2${zone}`,
  AvailabilityZoneId: `euw2-az${zone}`,
});

const conflicting = (more: Partial<VpcEndpoint> = {}): VpcEndpoint => ({
  VpcEndpointId: 'vpce-1',
  VpcId: 'vpc-1',
  ServiceName: 'com.amazonaws.eu-west-2.secretsmanager',
  PrivateDnsEnabled: true,
  State: 'Available',
  Tags: [],
  ...more,
});

/** A VPC in which a deployment works. */
function world(more: { subnets?: Subnet[]; endpoints?: VpcEndpoint[]; cidrs?: string[]; dns?: boolean } = {}): void {
  const { subnets = [subnet('subnet-a', 'a'), subnet('subnet-b', 'b')], endpoints = [], dns = true } = more;
  const { cidrs = ['10.0.0.0/16'] } = more;
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: subnets });
  ec2.on(DescribeVpcsCommand).resolves({
    Vpcs: [
      {
        VpcId: 'vpc-1',
        CidrBlock: cidrs[0],
        CidrBlockAssociationSet: [
          ...cidrs.map((CidrBlock) => ({ CidrBlock, CidrBlockState: { State: 'associated' as const } })),
          { CidrBlock: '10.9.0.0/16', CidrBlockState: { State: 'disassociated' as const } },
        ],
        Ipv6CidrBlockAssociationSet: [
          { Ipv6CidrBlock: '2001:db8::/56', Ipv6CidrBlockState: { State: 'associated' as const } },
        ],
      },
    ],
  });
  ec2.on(DescribeVpcEndpointsCommand).resolves({ VpcEndpoints: endpoints });
  ec2
    .on(DescribeVpcAttributeCommand, { Attribute: 'enableDnsSupport' })
    .resolves({ EnableDnsSupport: { Value: true } });
  ec2
    .on(DescribeVpcAttributeCommand, { Attribute: 'enableDnsHostnames' })
    .resolves({ EnableDnsHostnames: { Value: dns } });
}

const event = (properties: object, more: Partial<CustomResourceEvent> = {}): CustomResourceEvent => ({
  RequestType: 'Create',
  LogicalResourceId: 'VpcOfSubnets',
  ResourceProperties: properties,
  ...more,
});

const OWN = { SubnetIds: ['subnet-a'], ClientSubnetIds: ['subnet-b', 'subnet-a'], OwnName: 'ours' };
const THEIRS = { ClientSubnetIds: ['subnet-a'], VpcEndpointId: 'vpce-1' };

beforeEach(() => {
  ec2.reset();
});
afterEach(() => {
  ec2.reset();
});

describe('Custom::VpcOfSubnets', () => {
  test('answers with the VPC, its associated CIDRs, and the zones in the order asked for', async () => {
    world();
    expect(await vpcOfSubnets(event(OWN), api)).toEqual({
      PhysicalResourceId: 'VpcOfSubnets',
      Data: {
        VpcId: 'vpc-1',
        ClientVpcId: 'vpc-1',
        VpcCidrBlock: '10.0.0.0/16',
        Cidrs: '10.0.0.0/16,2001:db8::/56',
        Zones: 'euw2-azb,euw2-aza',
        DnsNames: '',
      },
    });
  });

  test("tells the names of somebody else's endpoint that are its own", async () => {
    const names = ['vpce-1-x.secretsmanager.eu-west-2.vpce.amazonaws.com', 'secretsmanager.eu-west-2.amazonaws.com'];
    world({ endpoints: [conflicting({ DnsEntries: names.map((DnsName) => ({ DnsName })) })] });
    expect(await vpcOfSubnets(event(THEIRS), api)).toMatchObject({ Data: { DnsNames: names[0] } });
  });

  test('keeps its physical id on an update, so that nothing is replaced', async () => {
    world();
    const update = event(OWN, { RequestType: 'Update', PhysicalResourceId: 'kept' });
    expect(await vpcOfSubnets(update, api)).toMatchObject({ PhysicalResourceId: 'kept' });
  });

  test('has nothing to delete, and asks nobody', async () => {
    expect(await vpcOfSubnets(event({}, { RequestType: 'Delete' }), api)).toEqual({});
    expect(ec2.calls()).toHaveLength(0);
  });

  test('waits for a role that is seconds old', async () => {
    world();
    const denied = Object.assign(new Error('not yet'), { name: 'UnauthorizedOperation' });
    ec2
      .on(DescribeSubnetsCommand)
      .rejectsOnce(denied)
      .rejectsOnce(denied)
      .resolves({ Subnets: [subnet('subnet-a', 'a'), subnet('subnet-b', 'b')] });
    expect(await vpcOfSubnets(event(OWN), api, 1)).toMatchObject({ Data: { VpcId: 'vpc-1' } });
  });

  test.each([
    ['a denial that stays', 'UnauthorizedOperation', 'ec2:DescribeSubnets is not allowed here', 12],
    ['any other error, at once,', 'RequestLimitExceeded', 'ec2:DescribeSubnets: RequestLimitExceeded', 1],
  ])('says %s in words of its own: a text may quote what the call was signed with', async (_, name, says, times) => {
    ec2.on(DescribeSubnetsCommand).rejects(Object.assign(new Error('IQoJ of ASIA'), { name, $fault: 'client' }));
    await expect(vpcOfSubnets(event(OWN), api, 1)).rejects.toThrow(
      new RegExp(
        `^The VPC couldn't be looked up: ${says}. The lookup needs ec2:DescribeSubnets, ec2:DescribeVpcs, ec2:DescribeVpcEndpoints, ec2:DescribeVpcAttribute.$`,
      ),
    );
    expect(ec2.calls()).toHaveLength(times);
  });

  test('fails with its sentence alone: CloudFormation shows message and stack', async () => {
    process.env.AWS_REGION = REGION;
    const failure = await handler(event({})).catch((error: Error) => error);
    expect(failure).toMatchObject({ message: 'Custom::VpcOfSubnets needs SubnetIds or ClientSubnetIds', stack: '' });
  });
});

describe('a deployment that could not work stops with one sentence', () => {
  const manyCidrs = Array.from({ length: 250 }, (_, index) => `10.${index}.0.0/16`);

  test.each([
    ['a subnet that is not there', OWN, { subnets: [subnet('subnet-a', 'a')] }, 'There is no subnet subnet-b'],
    [
      'subnets of two VPCs',
      OWN,
      { subnets: [subnet('subnet-a', 'a'), subnet('subnet-b', 'b', 'vpc-2')] },
      'The subnets are in two VPCs: subnet-a is in vpc-1, subnet-b in vpc-2',
    ],
    [
      'two subnets in one zone',
      { SubnetIds: ['subnet-a', 'subnet-b'] },
      { subnets: [subnet('subnet-a', 'a'), subnet('subnet-b', 'a')] },
      'subnet-a and subnet-b are both in eu-west-2a',
    ],
    ['a DNS attribute that is off', OWN, { dns: false }, 'enableDnsHostnames, which is off in vpc-1'],
    ['another endpoint with private DNS', OWN, { endpoints: [conflicting()] }, 'vpce-1 already has private DNS'],
    ['more CIDRs than an answer holds', OWN, { cidrs: manyCidrs }, 'vpc-1 has 251 CIDRs'],
    ['an endpoint that is not there', THEIRS, {}, 'There is no endpoint vpce-1'],
    [
      'an endpoint of another service',
      THEIRS,
      { endpoints: [conflicting({ ServiceName: 'com.amazonaws.eu-west-2.ssm' })] },
      'vpce-1 is an endpoint for com.amazonaws.eu-west-2.ssm',
    ],
    [
      'verifiers in two VPCs',
      { ...THEIRS, ClientSubnetIds: ['subnet-a', 'subnet-b'] },
      { subnets: [subnet('subnet-a', 'a'), subnet('subnet-b', 'b', 'vpc-2')], endpoints: [conflicting()] },
      "The workloads' subnets are in two VPCs",
    ],
    [
      'an ec2 endpoint in another VPC than the endpoint it stands beside',
      { ...THEIRS, SubnetIds: ['subnet-b'] },
      { subnets: [subnet('subnet-a', 'a'), subnet('subnet-b', 'b', 'vpc-2')], endpoints: [conflicting()] },
      'subnet-b is in vpc-2',
    ],
    [
      'an ec2 endpoint for verifiers that are in another VPC',
      { ...THEIRS, SubnetIds: ['subnet-b'] },
      { subnets: [subnet('subnet-a', 'a', 'vpc-2'), subnet('subnet-b', 'b')], endpoints: [conflicting()] },
      "couldn't serve verifiers in vpc-2",
    ],
    [
      'an endpoint of the FIPS service',
      THEIRS,
      { endpoints: [conflicting({ ServiceName: 'com.amazonaws.us-east-1.secretsmanager-fips' })] },
      'not for Secrets Manager',
    ],
  ])('%s', async (_, properties, more, says) => {
    world(more);
    await expect(vpcOfSubnets(event(properties), api)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining(says),
    });
  });

  test.each([
    ['its own endpoint, by its name', { Tags: [{ Key: 'Name', Value: 'ours' }] }],
    ['an endpoint without private DNS', { PrivateDnsEnabled: false }],
    ['an endpoint of another service', { ServiceName: 'com.amazonaws.eu-west-2.ssm' }],
    ['an endpoint of the FIPS service', { ServiceName: 'com.amazonaws.us-east-1.secretsmanager-fips' }],
    ['an endpoint that is going', { State: 'Deleting' as const }],
  ])('but not for %s', async (_, more) => {
    world({ endpoints: [conflicting(more)] });
    await expect(vpcOfSubnets(event(OWN), api)).resolves.toMatchObject({ Data: { VpcId: 'vpc-1' } });
  });

  test('nor for DNS attributes, rivals or zones where somebody else answers for the endpoint', async () => {
    world({ dns: false, endpoints: [conflicting()], subnets: [subnet('subnet-a', 'a', 'vpc-2')] });
    const answer = await vpcOfSubnets(event(THEIRS), api);
    expect(answer).toMatchObject({ Data: { VpcId: 'vpc-1', ClientVpcId: 'vpc-2' } });
  });
});
