import {
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
  GetManagedPrefixListEntriesCommand,
  type NetworkInterface,
  type Route,
  type ServiceDetail,
  type Subnet,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { type CustomResourceEvent, handler, vpcOfSubnets } from '../../functions/vpc-of-subnets/handler.ts';
import { apiOf, REGION } from '../gather/reads/api-of.ts';

const ec2 = mockClient(EC2Client);
const api = apiOf(new EC2Client({ region: REGION }));

const subnet = (SubnetId: string, zone: string, VpcId = 'vpc-1', more: Subnet = {}): Subnet => ({
  SubnetId,
  CidrBlock: '10.0.1.0/24',
  ...more,
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

/** An interface in use in subnet-a. */
const client = (NetworkInterfaceId: string, group: string, more: NetworkInterface = {}): NetworkInterface => ({
  NetworkInterfaceId,
  SubnetId: 'subnet-a',
  Status: 'in-use',
  InterfaceType: 'interface',
  PrivateIpAddress: '10.0.1.9',
  Groups: [{ GroupId: group }],
  ...more,
});

const SERVICES: ServiceDetail[] = ['secretsmanager', 'ec2'].map((name) => ({
  ServiceName: `com.amazonaws.eu-west-2.${name}`,
  AvailabilityZones: ['eu-west-2a', 'eu-west-2b'],
  SupportedIpAddressTypes: ['ipv4'],
}));

interface World {
  readonly subnets?: Subnet[];
  readonly endpoints?: VpcEndpoint[];
  readonly namesakes?: VpcEndpoint[];
  readonly services?: ServiceDetail[];
  readonly interfaces?: NetworkInterface[];
  /** Beside the local one. */
  readonly routes?: Route[];
  readonly cidrs?: string[];
  readonly dns?: boolean;
}

/** A VPC in which a deployment works. */
function world(more: World = {}): void {
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
  ec2.on(DescribeVpcEndpointsCommand).callsFake(({ Filters: [{ Name } = { Name: '' }] = [] }) => ({
    VpcEndpoints: Name === 'tag:VpceDoctorStack' ? (more.namesakes ?? []) : endpoints,
  }));
  ec2.on(DescribeVpcEndpointServicesCommand).resolves({ ServiceDetails: more.services ?? SERVICES });
  ec2.on(DescribeNetworkInterfacesCommand).resolves({ NetworkInterfaces: more.interfaces ?? [] });
  const out = { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'active' as const };
  const local = { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' as const };
  const Routes = [local, ...(more.routes ?? [out])];
  ec2
    .on(DescribeRouteTablesCommand)
    .resolves({ RouteTables: [{ RouteTableId: 'rtb-1', VpcId: 'vpc-1', Associations: [{ Main: true }], Routes }] });
  ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [] });
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

const OWN = { SubnetIds: ['subnet-a'], ClientSubnetIds: ['subnet-b', 'subnet-a'], StackName: 'ours' };
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
        CutOff: 'Secrets Manager: nobody',
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
    ['throttling that stays', 'RequestLimitExceeded', 'ec2:DescribeSubnets: RequestLimitExceeded', 4],
    ['silence, at once,', 'TimeoutError', 'ec2:DescribeSubnets: .+', 1],
  ])('says %s in words of its own: a text may quote what the call was signed with', async (_, name, says, times) => {
    ec2.on(DescribeSubnetsCommand).rejects(Object.assign(new Error('IQoJ of ASIA'), { name, $fault: 'client' }));
    await expect(vpcOfSubnets(event(OWN), api, 1)).rejects.toThrow(
      new RegExp(
        `^The VPC couldn't be looked up: ${says}. The lookup needs ec2:DescribeSubnets, ec2:DescribeVpcs, ec2:DescribeVpcEndpoints, ec2:DescribeVpcAttribute, .+.$`,
      ),
    );
    expect(ec2.calls()).toHaveLength(times);
  });

  test.each([
    ['the services', DescribeVpcEndpointServicesCommand, 'ec2:DescribeVpcEndpointServices'],
    ['the endpoints beside', DescribeVpcEndpointsCommand, 'ec2:DescribeVpcEndpoints'],
    ['the DNS attributes', DescribeVpcAttributeCommand, 'ec2:DescribeVpcAttribute'],
  ])('goes on without %s, and says so', async (_, command, action) => {
    world();
    ec2
      .on(command as unknown as typeof DescribeVpcsCommand)
      .rejects(Object.assign(new Error('x'), { name: 'UnauthorizedOperation' }));
    if (command === DescribeVpcAttributeCommand)
      for (const Attribute of ['enableDnsSupport', 'enableDnsHostnames'] as const)
        ec2
          .on(DescribeVpcAttributeCommand, { Attribute })
          .rejects(Object.assign(new Error('x'), { name: 'UnauthorizedOperation' }));
    const answer = await vpcOfSubnets(event(OWN), api, 1);
    expect(answer).toMatchObject({
      Data: { CutOff: expect.stringContaining(`not checked: ${action} is not allowed`) },
    });
  });

  test('fails with its sentence alone: CloudFormation shows message and stack', async () => {
    process.env.AWS_REGION = REGION;
    const failure = await handler(event({})).catch((error: Error) => error);
    expect(failure).toMatchObject({ message: 'Custom::VpcOfSubnets needs SubnetIds or ClientSubnetIds', stack: '' });
  });
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

describe('whom private DNS takes Secrets Manager from', () => {
  const ADMITS = { ...OWN, Groups: ['sg-in'], ServiceNames: ['com.amazonaws.eu-west-2.secretsmanager'] };
  const STRANGERS = [client('eni-1', 'sg-batch'), client('eni-2', 'sg-batch'), client('eni-3', 'sg-rotation')];
  const cutOffIn = async (properties: object, more: World) => {
    world(more);
    const { Data } = (await vpcOfSubnets(event({ ...ADMITS, ...properties }), api)) as { Data: { CutOff: string } };
    return Data.CutOff;
  };

  test('is an objection, with the groups and how to go on', async () => {
    world({ interfaces: [...STRANGERS, client('eni-4', 'sg-in')] });
    await expect(vpcOfSubnets(event(ADMITS), api)).rejects.toThrow(
      'Private DNS sends every call of Secrets Manager in this VPC to the new endpoint, which refuses 3 network interfaces with these groups: sg-batch (2, such as eni-1), sg-rotation (eni-3). Let them in with "resourcesSecurityGroupIds" or "ingressCidrs", or set "allowCutOff" to true if none of them uses Secrets Manager.',
    );
  });

  test('is told, and no more, where that is accepted', async () => {
    expect(await cutOffIn({ AllowCutOff: 'true' }, { interfaces: STRANGERS })).toBe(
      'Secrets Manager: sg-batch (2, such as eni-1), sg-rotation (eni-3)',
    );
  });

  test('is told, and no more, where the own endpoint has private DNS already: nobody loses anything now', async () => {
    const endpoints = [conflicting({ Tags: [{ Key: 'VpceDoctorStack', Value: 'ours' }] })];
    expect(await cutOffIn({}, { interfaces: STRANGERS, endpoints })).toContain('sg-rotation (eni-3)');
  });

  const LIVE = conflicting({ Tags: [{ Key: 'VpceDoctorStack', Value: 'ours' }], Groups: [{ GroupId: 'sg-live' }] });
  const letIn = (...ids: string[]) => {
    const UserIdGroupPairs = ids.map((GroupId) => ({ GroupId }));
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, UserIdGroupPairs }];
    ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [{ GroupId: 'sg-live', IpPermissions }] });
  };

  test('is an objection where the own endpoint lets them in until now, with or without a way out', async () => {
    world({ interfaces: STRANGERS, endpoints: [LIVE], routes: [] });
    letIn('sg-in', 'sg-rotation');
    await expect(vpcOfSubnets(event(ADMITS), api)).rejects.toThrow(
      'to vpce-1, which would refuse from now on 1 network interface with these groups: sg-rotation (eni-3).',
    );
  });

  test('is told, and no more, of whom the own endpoint refuses already', async () => {
    world({ interfaces: STRANGERS, endpoints: [LIVE] });
    letIn('sg-in');
    const answer = await vpcOfSubnets(event(ADMITS), api);
    expect(answer).toMatchObject({ Data: { CutOff: expect.stringContaining('sg-rotation (eni-3)') } });
  });

  test.each([
    ['arn:aws:ecs:eu-west-2:111122223333:attachment/1', 'interface'],
    ['AWS Lambda VPC ENI-rotation', 'lambda'],
    ['[DO NOT DELETE] ENI managed by SageMaker', 'interface'],
  ] as const)('is an objection for what users run in services of AWS: %s', async (Description, InterfaceType) => {
    const one = client('eni-1', 'sg-x', { Description, InterfaceType, RequesterManaged: true });
    world({ interfaces: [one] });
    await expect(vpcOfSubnets(event(ADMITS), api)).rejects.toThrow('sg-x (eni-1)');
  });

  test.each([
    'Amazon EKS glue',
    'ES prod',
    'RedshiftNetworkInterface',
    'DO NOT DELETE - Amazon MSK network interface for cluster x',
    'Network interface for DBProxy prod',
    'AWS created network interface for directory d-1',
    'DAX prod',
    'Created By Amazon FSx, fs-1',
    'Amazon MQ',
  ])('is nobody for what AWS keeps to be called: %s', async (Description) => {
    expect(await cutOffIn({}, { interfaces: [client('eni-1', 'sg-x', { Description })] })).toBe(
      'Secrets Manager: nobody',
    );
  });

  test("names AWS's own interfaces of an unknown kind, and objects to none", async () => {
    const one = client('eni-1', 'sg-x', { Description: 'Some service', RequesterManaged: true });
    expect(await cutOffIn({}, { interfaces: [one] })).toBe(
      "Secrets Manager: nobody, not judged, as AWS's own: sg-x (eni-1)",
    );
  });

  test('is cut where it is long', async () => {
    const interfaces = Array.from({ length: 40 }, (_, index) => client(`eni-${index}`, `sg-${index}`));
    const text = await cutOffIn({ AllowCutOff: 'true' }, { interfaces });
    expect(text).toMatch(/, and 34 more$/);
    expect(text.length).toBeLessThan(1_024);
  });

  test('is cut to what an answer holds', async () => {
    const groups = Array.from({ length: 16 }, (_, index) => ({ GroupId: `sg-${'0'.repeat(15)}${index + 10}` }));
    const interfaces = Array.from({ length: 12 }, (_, index) =>
      client(`eni-${index}`, '', { Groups: [...groups, { GroupId: `sg-${index}` }] }),
    );
    const asked = { AllowCutOff: 'true', Ec2SubnetIds: ['subnet-a'], Ec2Groups: ['sg-in'] };
    const text = await cutOffIn(asked, { interfaces });
    expect(text).toMatch(/ \(cut short\)$/);
    expect(text.length).toBeGreaterThan(2_500);
    expect(text.length).toBeLessThan(3_200);
  });

  test('is told for EC2 too, where an endpoint of EC2 is made', async () => {
    const asked = { Ec2SubnetIds: ['subnet-a'], Ec2Groups: ['sg-rotation'], AllowCutOff: 'true' };
    expect(await cutOffIn(asked, { interfaces: [client('eni-3', 'sg-rotation')] })).toBe(
      'Secrets Manager: sg-rotation (eni-3); EC2: nobody',
    );
    const beside = { ...THEIRS, Ec2SubnetIds: ['subnet-b'], Ec2Groups: ['sg-batch'] };
    world({ interfaces: STRANGERS, endpoints: [conflicting()] });
    await expect(vpcOfSubnets(event(beside), api)).rejects.toThrow('every call of EC2');
  });

  test.each<[string, object, World]>([
    ['in a VPC without a way out, where nobody reached it', {}, { routes: [], interfaces: STRANGERS }],
    ['of an address in an admitted CIDR', { Cidrs: ['10.0.1.0/24'] }, { interfaces: STRANGERS }],
    ['of an address in an admitted prefix list', { PrefixListIds: ['pl-1'] }, { interfaces: STRANGERS }],
    ['of a group that a group of the endpoint lets in', { EndpointGroups: ['sg-byo'] }, { interfaces: STRANGERS }],
    ['that is only called', {}, { interfaces: [client('eni-5', 'sg-x', { InterfaceType: 'network_load_balancer' })] }],
    ['of a database of RDS', {}, { interfaces: [client('eni-5', 'sg-x', { Description: 'RDSNetworkInterface' })] }],
    ['that nobody uses', {}, { interfaces: [client('eni-5', 'sg-x', { Status: 'available' })] }],
  ])('is nobody for an interface %s', async (_, properties, more) => {
    ec2.on(GetManagedPrefixListEntriesCommand).resolves({ Entries: [{ Cidr: '10.0.0.0/16' }] });
    world(more);
    const pairs = [{ GroupId: 'sg-batch' }, { GroupId: 'sg-rotation' }];
    ec2.on(DescribeSecurityGroupsCommand).resolves({
      SecurityGroups: [
        {
          GroupId: 'sg-byo',
          IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, UserIdGroupPairs: pairs }],
        },
      ],
    });
    const answer = await vpcOfSubnets(event({ ...ADMITS, ...properties }), api);
    expect(answer).toMatchObject({ Data: { CutOff: 'Secrets Manager: nobody' } });
  });

  const ANYWHERE = { DestinationCidrBlock: '0.0.0.0/0' };
  const PUBLIC = { Association: { PublicIp: '203.0.113.9' } };

  test.each<[string, Route, NetworkInterface?]>([
    ['a firewall', { ...ANYWHERE, GatewayId: 'vpce-0123' }],
    [
      'a transit gateway, for half of all addresses',
      { DestinationCidrBlock: '128.0.0.0/1', TransitGatewayId: 'tgw-1' },
    ],
    ['a VPN, for a public block', { DestinationCidrBlock: '52.0.0.0/8', GatewayId: 'vgw-1' }],
    ['a block that is wider than a private one', { DestinationCidrBlock: '10.0.0.0/7', TransitGatewayId: 'tgw-1' }],
    ['a prefix list', { DestinationPrefixListId: 'pl-1', TransitGatewayId: 'tgw-1' }],
    ['an instance', { ...ANYWHERE, NetworkInterfaceId: 'eni-9' }],
    ['NAT64', { DestinationIpv6CidrBlock: '64:ff9b::/96', NatGatewayId: 'nat-1' }],
    ['an internet gateway, with a public address', { ...ANYWHERE, GatewayId: 'igw-1' }, PUBLIC],
    [
      'an internet gateway, with a public address for a second one',
      { ...ANYWHERE, GatewayId: 'igw-1' },
      { PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.9' }, { PrivateIpAddress: '10.0.1.10', ...PUBLIC }] },
    ],
  ])('is somebody whose way out leads to %s', async (_, route, more = {}) => {
    world({ routes: [{ State: 'active', ...route }], interfaces: [client('eni-1', 'sg-batch', more)] });
    await expect(vpcOfSubnets(event(ADMITS), api)).rejects.toThrow('refuses 1 network interface with');
  });

  test.each<[string, Route]>([
    ['S3 alone', { DestinationPrefixListId: 'pl-1', GatewayId: 'vpce-0123' }],
    ['another VPC', { DestinationCidrBlock: '10.1.0.0/16', VpcPeeringConnectionId: 'pcx-1' }],
    ['a peer, which hands nothing on', { ...ANYWHERE, VpcPeeringConnectionId: 'pcx-1' }],
    ['a network of private addresses', { DestinationCidrBlock: '192.168.0.0/16', GatewayId: 'vgw-1' }],
    ['other VPCs', { DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId: 'tgw-1' }],
    ['the internet of IPv6', { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1' }],
    ['an internet gateway, without a public address', { ...ANYWHERE, GatewayId: 'igw-1' }],
    ['nothing any more', { ...ANYWHERE, NatGatewayId: 'nat-1', State: 'blackhole' }],
  ])('is nobody whose routes lead to %s', async (_, route) => {
    expect(await cutOffIn({}, { routes: [{ State: 'active', ...route }], interfaces: STRANGERS })).toBe(
      'Secrets Manager: nobody',
    );
  });

  test('is nobody where private DNS stays off', async () => {
    expect(await cutOffIn({ PrivateDns: 'false' }, { interfaces: STRANGERS })).toBe('nobody: private DNS is off');
  });

  test('is not known where EC2 does not say in time, and stops nothing', async () => {
    world();
    ec2.on(DescribeNetworkInterfacesCommand).rejects(Object.assign(new Error('x'), { name: 'RequestLimitExceeded' }));
    expect(await vpcOfSubnets(event(ADMITS), api, 1)).toMatchObject({
      Data: { CutOff: 'not known, nobody was checked: ec2:DescribeNetworkInterfaces: RequestLimitExceeded' },
    });
  });
});
