import {
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  GetManagedPrefixListEntriesCommand,
  type NetworkInterface,
  type Route,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { vpcOfSubnets } from '../../functions/vpc-of-subnets/handler.ts';
import { api, client, conflicting, ec2, event, OWN, THEIRS, type World, world } from './lookup-world.ts';

beforeEach(() => {
  ec2.reset();
});
afterEach(() => {
  ec2.reset();
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
