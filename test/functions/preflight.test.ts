import type { Subnet } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { vpcOfSubnets } from '../../functions/vpc-of-subnets/handler.ts';
import { api, conflicting, ec2, event, OWN, SERVICES, subnet, THEIRS, type World, world } from './lookup-world.ts';

beforeEach(() => {
  ec2.reset();
});
afterEach(() => {
  ec2.reset();
});

describe('a deployment that could not work stops with one sentence', () => {
  const NAMED = { Key: 'Name', Value: 'ours' };
  const byCloudFormation = (Value: string) => ({ Key: 'aws:cloudformation:stack-name', Value });
  const stackTag = (Value: string) => ({ Key: 'VpceDoctorStack', Value });
  const V6: Subnet = { Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8::/64' }] };
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
    [
      "another stack's endpoint with private DNS, though its name is the same",
      OWN,
      { endpoints: [conflicting({ Tags: [NAMED, stackTag('theirs')] })] },
      'vpce-1 already has private DNS',
    ],
    [
      "another stack's endpoint of an earlier version, though its name is the same",
      OWN,
      { endpoints: [conflicting({ Tags: [NAMED, byCloudFormation('theirs')] })] },
      'vpce-1 already has private DNS',
    ],
    [
      'its own endpoint of EC2 in another VPC, beside an endpoint that is there',
      { ...THEIRS, Ec2SubnetIds: ['subnet-a'], StackName: 'ours' },
      {
        endpoints: [conflicting()],
        namesakes: [
          conflicting({
            VpcEndpointId: 'vpce-2',
            VpcId: 'vpc-2',
            ServiceName: SERVICES[1]?.ServiceName,
            Tags: [stackTag('ours')],
          }),
        ],
      },
      'endpoint is vpce-2 in vpc-2, and would be deleted there',
    ],
    [
      'another endpoint of EC2 with private DNS',
      { ...OWN, Ec2SubnetIds: ['subnet-a'] },
      { endpoints: [conflicting({ ServiceName: 'com.amazonaws.eu-west-2.ec2' })] },
      'vpce-1 already has private DNS for EC2 in vpc-1, and a VPC takes only one: remove "ec2Endpoint"',
    ],
    [
      'two subnets in one zone for the endpoint of EC2',
      { ...OWN, Ec2SubnetIds: ['subnet-a', 'subnet-b'] },
      { subnets: [subnet('subnet-a', 'a'), subnet('subnet-b', 'a')] },
      'subnet-a and subnet-b are both in eu-west-2a',
    ],
    ['subnets of another VPC than the one that is named', { ...OWN, VpcId: 'vpc-7' }, {}, '"vpcId" is vpc-7'],
    [
      'its own endpoint in another VPC, which would go',
      { ...OWN, StackName: 'ours' },
      { namesakes: [conflicting({ VpcId: 'vpc-2', Tags: [NAMED, stackTag('ours')] })] },
      'endpoint is vpce-1 in vpc-2, and would be deleted there for one in vpc-1',
    ],
    [
      'a zone in which the service takes no endpoint',
      { SubnetIds: ['subnet-a', 'subnet-b'] },
      { subnets: [subnet('subnet-a', 'a'), subnet('subnet-b', 'd')] },
      'Secrets Manager takes no endpoint in eu-west-2d, where subnet-b is; it does in eu-west-2a, eu-west-2b, and so in subnet-a.',
    ],
    [
      'a zone in which EC2 takes no endpoint',
      { ...OWN, Ec2SubnetIds: ['subnet-b'] },
      { subnets: [subnet('subnet-a', 'a'), subnet('subnet-b', 'd')] },
      'EC2 takes no endpoint in eu-west-2d',
    ],
    [
      'an IPv6 endpoint in a dual-stack subnet',
      { ...OWN, IpAddressType: 'ipv6' },
      { subnets: [subnet('subnet-a', 'a', 'vpc-1', V6), subnet('subnet-b', 'b')] },
      'An "ipv6" endpoint takes IPv6-only subnets alone, and subnet-a has an IPv4 CIDR too',
    ],
    ['an IPv6 endpoint in an IPv4 subnet', { ...OWN, IpAddressType: 'ipv6' }, {}, 'subnet-a has no IPv6 CIDR'],
    [
      'a dual-stack endpoint in an IPv4 subnet',
      { ...OWN, IpAddressType: 'dualstack' },
      {},
      'subnet-a has no IPv6 CIDR',
    ],
    [
      'an IPv4 endpoint in an IPv6-only subnet',
      OWN,
      { subnets: [subnet('subnet-a', 'a', 'vpc-1', { ...V6, CidrBlock: undefined }), subnet('subnet-b', 'b')] },
      'An "ipv4" endpoint takes subnets with an IPv4 CIDR alone, and subnet-a has none',
    ],
    [
      'a verifier in a subnet of IPv6 alone',
      OWN,
      { subnets: [subnet('subnet-a', 'a'), subnet('subnet-b', 'b', 'vpc-1', { ...V6, CidrBlock: undefined })] },
      'Lambda takes no IPv6-only subnet, and subnet-b has no IPv4 CIDR',
    ],
    [
      'a verifier in a subnet of IPv4 alone, for an IPv6 endpoint',
      { ...OWN, ClientSubnetIds: ['subnet-b'], IpAddressType: 'ipv6' },
      {
        subnets: [subnet('subnet-a', 'a', 'vpc-1', { ...V6, CidrBlock: undefined }), subnet('subnet-b', 'b')],
        services: SERVICES.map((one) => ({ ...one, SupportedIpAddressTypes: ['ipv6' as const] })),
      },
      'An "ipv6" endpoint can\'t be reached from subnet-b',
    ],
    [
      "a participant's subnet of a shared VPC",
      { ...OWN, AccountId: '111122223333' },
      { subnets: ['a', 'b'].map((zone) => subnet(`subnet-${zone}`, zone, 'vpc-1', { OwnerId: '444455556666' })) },
      'subnet-a is shared by account 444455556666',
    ],
    [
      'a family that the service has not',
      { ...OWN, IpAddressType: 'dualstack' },
      { subnets: [subnet('subnet-a', 'a', 'vpc-1', V6), subnet('subnet-b', 'b')] },
      'Secrets Manager takes no "dualstack" endpoint in this Region, but ipv4.',
    ],
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
      { ...THEIRS, Ec2SubnetIds: ['subnet-b'] },
      { subnets: [subnet('subnet-a', 'a'), subnet('subnet-b', 'b', 'vpc-2')], endpoints: [conflicting()] },
      'subnet-b is in vpc-2',
    ],
    [
      'an ec2 endpoint for verifiers that are in another VPC',
      { ...THEIRS, Ec2SubnetIds: ['subnet-b'] },
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
    ['its own endpoint, by its tag, under another name', { Tags: [stackTag('ours'), { Key: 'Name', Value: 'x' }] }],
    ["its own endpoint, by CloudFormation's tag", { Tags: [byCloudFormation('ours')] }],
    ['an endpoint without private DNS', { PrivateDnsEnabled: false }],
    ['an endpoint of another service', { ServiceName: 'com.amazonaws.eu-west-2.ssm' }],
    ['an endpoint of the FIPS service', { ServiceName: 'com.amazonaws.us-east-1.secretsmanager-fips' }],
    ['an endpoint that is going', { State: 'Deleting' as const }],
  ])('but not for %s', async (_, more) => {
    world({ endpoints: [conflicting(more)] });
    await expect(vpcOfSubnets(event(OWN), api)).resolves.toMatchObject({ Data: { VpcId: 'vpc-1' } });
  });

  test.each<[string, object, World]>([
    [
      'another endpoint where private DNS stays off',
      { PrivateDns: 'false' },
      { endpoints: [conflicting()], dns: false },
    ],
    [
      "another stack's endpoint of the same name in another VPC",
      { StackName: 'ours' },
      { namesakes: [conflicting({ VpcId: 'vpc-2', Tags: [NAMED, stackTag('theirs')] })] },
    ],
    ['a service that does not say where it is', {}, { services: [] }],
    [
      'subnets of its own account',
      { AccountId: '111122223333' },
      { subnets: ['a', 'b'].map((zone) => subnet(`subnet-${zone}`, zone, 'vpc-1', { OwnerId: '111122223333' })) },
    ],
    [
      'IPv6-only subnets for an IPv6 endpoint, where the service has it',
      { IpAddressType: 'ipv6', ClientSubnetIds: ['subnet-b'] },
      {
        subnets: [
          subnet('subnet-a', 'a', 'vpc-1', { ...V6, CidrBlock: undefined }),
          subnet('subnet-b', 'b', 'vpc-1', V6),
        ],
        services: SERVICES.map((one) => ({ ...one, SupportedIpAddressTypes: ['ipv4', 'ipv6'] })),
      },
    ],
    [
      "its own endpoint of EC2, and a verifier's subnet in a zone that no endpoint is in",
      { Ec2SubnetIds: ['subnet-a'], StackName: 'ours' },
      {
        subnets: [subnet('subnet-a', 'a'), subnet('subnet-b', 'd')],
        endpoints: [
          conflicting({
            ServiceName: 'com.amazonaws.eu-west-2.ec2',
            Tags: [{ Key: 'Name', Value: 'ours-ec2' }, stackTag('ours')],
          }),
        ],
      },
    ],
  ])('nor for %s', async (_, properties, more) => {
    world(more);
    await expect(vpcOfSubnets(event({ ...OWN, ...properties }), api)).resolves.toMatchObject({
      Data: { VpcId: 'vpc-1' },
    });
  });

  test('nor for DNS attributes, rivals or zones where somebody else answers for the endpoint', async () => {
    world({ dns: false, endpoints: [conflicting()], subnets: [subnet('subnet-a', 'a', 'vpc-2')] });
    const answer = await vpcOfSubnets(event(THEIRS), api);
    expect(answer).toMatchObject({ Data: { VpcId: 'vpc-1', ClientVpcId: 'vpc-2' } });
  });
});
