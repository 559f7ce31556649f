import {
  DescribeDhcpOptionsCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
  type Filter,
  GetManagedPrefixListEntriesCommand,
} from '@aws-sdk/client-ec2';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import type { CredentialsLoading } from '../../../lib/gather/credentials.ts';
import { deadlineIn } from '../../../lib/gather/deadline.ts';
import type { Connect } from '../../../lib/gather/reads/api.ts';
import { type ConfigurationOptions, gatherConfiguration } from '../../../lib/gather/reads/configuration.ts';
import { CONFIGURATION_NAMES, type ConfigurationName } from '../../../lib/model/configuration.ts';
import type { ConfigurationObservations } from '../../../lib/model/facts.ts';
import type { Target, Vantage } from '../../../lib/model/run.ts';
import {
  ACCOUNT,
  acl,
  ENDPOINT_ID,
  endpoint,
  groups,
  HEALTHY_CONFIGURATION,
  INTERFACES,
  networkInterface,
  routeTables,
  SUBNETS,
  subnet,
} from '../../support/configuration.ts';
import { byGroup, byPrefixList, securityGroup } from '../../support/network.ts';
import { credentials, SECRET_ARN, target } from '../../support/world.ts';
import { denied, filtered, plainValueOf, serviceError } from './api-of.ts';

const NAMES = Object.keys(CONFIGURATION_NAMES) as ConfigurationName[];
const VANTAGE: Vantage = { kind: 'live', place: 'inside', functionName: 'verify-a', accountId: ACCOUNT };
const CLIENT = HEALTHY_CONFIGURATION.source;
const KEY_ARN = `arn:aws:kms:eu-west-2:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

const ec2 = mockClient(EC2Client);
const kms = mockClient(KMSClient);
const lambda = mockClient(LambdaClient);
const secretsManager = mockClient(SecretsManagerClient);
const sts = mockClient(STSClient);
const mocks = [ec2, kms, lambda, secretsManager, sts];
beforeEach(() => {
  for (const mock of mocks) mock.reset();
  answerHealthy();
});
afterAll(() => {
  for (const mock of mocks) mock.restore();
});

/** What EC2 has, by the key that it lists it under, and the fields that its filters look at. */
type Account = Readonly<Record<string, readonly object[]>>;
const FIELDS: Readonly<Record<string, string>> = {
  'vpc-id': 'VpcId',
  'subnet-id': 'SubnetId',
  'group-id': 'GroupId',
  'vpc-endpoint-id': 'VpcEndpointId',
  'network-interface-id': 'NetworkInterfaceId',
  'interface-type': 'InterfaceType',
  'dhcp-options-id': 'DhcpOptionsId',
};

const HEALTHY: Account = {
  Vpcs: [HEALTHY_CONFIGURATION.vpc],
  DhcpOptions: [HEALTHY_CONFIGURATION.dhcpOptions ?? {}],
  Subnets: SUBNETS,
  NetworkAcls: HEALTHY_CONFIGURATION.networkAcls,
  RouteTables: HEALTHY_CONFIGURATION.routeTables,
  VpcEndpoints: [endpoint()],
  NetworkInterfaces: INTERFACES,
  SecurityGroups: groups(),
};

/** As EC2 filters: all filters must take an item, each by any of its values. An unknown filter is a mistake of the caller. */
const takes = (item: object, filters: readonly Filter[]): boolean =>
  filters.every(({ Name = '', Values = [] }) => {
    const field = FIELDS[Name];
    if (field === undefined) throw serviceError('InvalidParameterValue');
    const fields = item as Readonly<Record<string, unknown>>;
    const groupIds = (fields.Groups as readonly { readonly GroupId: string }[] | undefined)?.map((one) => one.GroupId);
    const values = Name === 'group-id' && groupIds ? groupIds : [fields[field]];
    return values.some((value) => Values.includes(value as string));
  });

const LISTS = {
  Vpcs: DescribeVpcsCommand,
  DhcpOptions: DescribeDhcpOptionsCommand,
  Subnets: DescribeSubnetsCommand,
  NetworkAcls: DescribeNetworkAclsCommand,
  RouteTables: DescribeRouteTablesCommand,
  VpcEndpoints: DescribeVpcEndpointsCommand,
  NetworkInterfaces: DescribeNetworkInterfacesCommand,
  SecurityGroups: DescribeSecurityGroupsCommand,
} as const;

/** EC2 answers out of an account, with the surplus that it always has. */
function answerEc2(account: Account): void {
  for (const [key, command] of Object.entries(LISTS)) {
    // Only their inputs and outputs differ, and here both are objects.
    ec2.on(command as typeof DescribeVpcsCommand).callsFake(({ Filters = [] }) => ({
      [key]: account[key]
        ?.filter((item) => takes(item, Filters))
        .map((item) => ({ ...item, Tags: [], CreationTimestamp: new Date(0), Description: undefined })),
      $metadata: {},
    }));
  }
}

function answerHealthy(): void {
  answerEc2(HEALTHY);
  ec2
    .on(DescribeVpcAttributeCommand)
    .resolves({ EnableDnsSupport: { Value: true }, EnableDnsHostnames: { Value: true } })
    .on(GetManagedPrefixListEntriesCommand)
    .resolves({ Entries: [{ Cidr: '10.1.0.0/16' }] })
    .on(DescribeVpcEndpointServicesCommand)
    .resolves({
      ServiceDetails: [
        {
          ServiceName: 'com.amazonaws.eu-west-2.secretsmanager',
          PrivateDnsNames: [{ PrivateDnsName: 'secretsmanager.eu-west-2.amazonaws.com' }],
          AvailabilityZones: ['eu-west-2a', 'eu-west-2b', 'eu-west-2c'],
          Owner: 'amazon',
        },
      ],
    });
  secretsManager.on(DescribeSecretCommand).resolves({ ARN: SECRET_ARN, CreatedDate: new Date(0) });
  kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: KEY_ARN, Arn: KEY_ARN, KeyState: 'Enabled' } });
  lambda.on(GetFunctionConfigurationCommand).resolves({
    VpcConfig: { VpcId: 'vpc-1', SubnetIds: ['subnet-client'], SecurityGroupIds: ['sg-client'] },
  });
  sts.on(GetCallerIdentityCommand).resolves({ Account: ACCOUNT });
}

const LOADED: CredentialsLoading = {
  provide: async () => ({ accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'example' }),
  look: async () => credentials(),
};

const reachAll: Connect = async () => ({ address: '127.0.0.1' });

const run = (over: Partial<ConfigurationOptions> = {}, about: Target = target(), from: Vantage = VANTAGE) =>
  gatherConfiguration(about, from, {
    deadline: deadlineIn(5_000),
    source: CLIENT,
    credentials: LOADED,
    connect: reachAll,
    ...over,
  });

/** A host whose place nobody knows. */
const NOWHERE = { ...CLIENT, vpcId: null, subnetIds: [] };

const unseenIn = (observations: ConfigurationObservations) =>
  NAMES.filter((name) => observations[name].state === 'unseen').toSorted();
const commandsSent = () => mocks.flatMap((mock) => mock.calls().map(({ args }) => args[0].constructor.name));
const filtersOf = (command: (typeof LISTS)[keyof typeof LISTS]) =>
  ec2.commandCalls(command as typeof DescribeVpcsCommand).map(({ args }) => args[0].input.Filters);

describe('without credentials', () => {
  test('nothing is called, and each fact says the source and its host', async () => {
    let looks = 0;
    const silent: CredentialsLoading = {
      provide: () => new Promise(() => {}),
      look: async () => {
        looks += 1;
        return credentials({ source: 'web-identity', host: 'sts.eu-west-2.amazonaws.com', outcome: 'silent' });
      },
    };
    const { vpc, secretDescription } = await run({ credentials: silent });
    expect(commandsSent()).toEqual([]);
    for (const fact of [vpc, secretDescription])
      expect(fact).toMatchObject({
        state: 'unseen',
        why: 'failed',
        detail: expect.stringContaining("wasn't called: STS (sts.eu-west-2.amazonaws.com) doesn't answer"),
      });
    expect(looks).toBe(1);
  });
});

describe('the configuration of a healthy world', () => {
  test('is every fact, as AWS has it', async () => {
    const observations = await run();
    expect(unseenIn(observations)).toEqual([]);
    const values = Object.fromEntries(NAMES.map((name) => [name, plainValueOf<unknown>(observations[name])]));
    expect(values).toEqual(HEALTHY_CONFIGURATION);
  });

  test('is read with calls that describe and get, and never with one that brings a secret or changes a thing', async () => {
    answerEc2({ ...HEALTHY, SecurityGroups: groups({ egress: [byPrefixList('pl-1')] }) });
    secretsManager.on(DescribeSecretCommand).resolves({ ARN: SECRET_ARN, KmsKeyId: KEY_ARN });
    await run({ source: { functionName: 'orders' } }, target(), { ...VANTAGE, accountId: null });
    expect([...new Set(commandsSent())].toSorted()).toEqual([
      'DescribeDhcpOptionsCommand',
      'DescribeKeyCommand',
      'DescribeNetworkAclsCommand',
      'DescribeNetworkInterfacesCommand',
      'DescribeRouteTablesCommand',
      'DescribeSecretCommand',
      'DescribeSecurityGroupsCommand',
      'DescribeSubnetsCommand',
      'DescribeVpcAttributeCommand',
      'DescribeVpcEndpointServicesCommand',
      'DescribeVpcEndpointsCommand',
      'DescribeVpcsCommand',
      'GetCallerIdentityCommand',
      'GetFunctionConfigurationCommand',
      'GetManagedPrefixListEntriesCommand',
    ]);
  });

  test('includes prefix lists that rules and routes refer to, and groups that rules refer to', async () => {
    answerEc2({
      ...HEALTHY,
      RouteTables: routeTables({ client: [{ DestinationPrefixListId: 'pl-route', TransitGatewayId: 'tgw-1' }] }),
      SecurityGroups: [
        ...groups({ egress: [byPrefixList('pl-rule')], ingress: [byGroup('sg-client'), byGroup('sg-others')] }),
        securityGroup('sg-others'),
      ],
    });
    const { prefixLists, securityGroups } = await run();
    expect(plainValueOf(prefixLists).map((one) => one.PrefixListId)).toEqual(['pl-rule', 'pl-route']);
    expect(plainValueOf(securityGroups).map((one) => one.GroupId)).toContain('sg-others');
  });

  test("includes the key of the customer that the secret's description names", async () => {
    secretsManager.on(DescribeSecretCommand).resolves({ ARN: SECRET_ARN, KmsKeyId: 'alias/secrets' });
    expect(plainValueOf((await run()).kmsKey)).toEqual({ arn: KEY_ARN, keyState: 'Enabled', deletionDate: null });
    expect(kms.commandCalls(DescribeKeyCommand)[0]?.args[0].input).toEqual({ KeyId: 'alias/secrets' });
  });

  test('without a secret, neither it nor its key is asked for', async () => {
    const observations = await run({}, target({ secretId: null }));
    expect(unseenIn(observations)).toEqual(['kmsKey', 'secretDescription']);
    expect([...secretsManager.calls(), ...kms.calls()]).toEqual([]);
  });
});

describe('an API without a way to it', () => {
  const SENTENCE = "ec2.eu-west-2.amazonaws.com can't be reached from here: no address accepts a connection";
  const OF_EC2 = NAMES.filter((name) => !['source', 'caller', 'secretDescription', 'kmsKey'].includes(name)).toSorted();

  test('takes away its own facts alone, all with one sentence, and is waited for once', async () => {
    let connects: string[] = [];
    const connect: Connect = async (host) => {
      connects = [...connects, host];
      if (!host.startsWith('ec2.')) return { address: '127.0.0.1' };
      return { why: 'timed-out', detail: SENTENCE };
    };
    const observations = await run({ connect });
    expect(unseenIn(observations)).toEqual(OF_EC2);
    for (const name of OF_EC2)
      expect(observations[name]).toEqual({ state: 'unseen', why: 'timed-out', detail: SENTENCE });
    expect(connects.filter((host) => host.startsWith('ec2.'))).toHaveLength(1);
    expect(ec2.calls()).toEqual([]);
  });

  test('that breaks while it is looked for takes away its own facts alone', async () => {
    const connect: Connect = async (host) => {
      if (host.startsWith('ec2.')) throw serviceError('Error');
      return { address: '127.0.0.1' };
    };
    const observations = await run({ connect });
    expect(unseenIn(observations)).toEqual(OF_EC2);
    expect(observations.vpc).toEqual({ state: 'unseen', why: 'failed', detail: 'Error' });
  });

  test('is not even looked for where nothing of it is needed', async () => {
    let connects: string[] = [];
    await run({
      connect: async (host) => {
        connects = [...connects, host];
        return { address: '127.0.0.1' };
      },
    });
    expect(connects.toSorted()).toEqual(['ec2.eu-west-2.amazonaws.com', 'secretsmanager.eu-west-2.amazonaws.com']);
  });

  test("is not called once the run's time is up", async () => {
    const observations = await run({ deadline: deadlineIn(0) });
    expect(unseenIn(observations)).toEqual(NAMES.filter((name) => !['source', 'caller'].includes(name)).toSorted());
    for (const name of OF_EC2) expect(observations[name]).toMatchObject({ why: 'timed-out' });
    expect(commandsSent()).toEqual([]);
  });
});

describe('a permission that is missing', () => {
  const EC2_CASES: readonly (readonly [string, unknown, readonly ConfigurationName[]])[] = [
    ['ec2:DescribeVpcs', DescribeVpcsCommand, ['dhcpOptions', 'vpc']],
    ['ec2:DescribeVpcAttribute', DescribeVpcAttributeCommand, ['vpcDnsAttributes']],
    ['ec2:DescribeDhcpOptions', DescribeDhcpOptionsCommand, ['dhcpOptions']],
    ['ec2:DescribeSubnets', DescribeSubnetsCommand, ['subnets']],
    ['ec2:DescribeNetworkAcls', DescribeNetworkAclsCommand, ['networkAcls']],
    ['ec2:DescribeRouteTables', DescribeRouteTablesCommand, ['prefixLists', 'routeTables']],
    ['ec2:DescribeVpcEndpoints', DescribeVpcEndpointsCommand, ['networkInterfaces', 'vpcEndpoints']],
    ['ec2:DescribeNetworkInterfaces', DescribeNetworkInterfacesCommand, ['networkInterfaces']],
    ['ec2:DescribeSecurityGroups', DescribeSecurityGroupsCommand, ['prefixLists', 'securityGroups']],
    ['ec2:GetManagedPrefixListEntries', GetManagedPrefixListEntriesCommand, ['prefixLists']],
    ['ec2:DescribeVpcEndpointServices', DescribeVpcEndpointServicesCommand, ['endpointService']],
  ];

  test.each(EC2_CASES)('%s takes away only what builds on it, for that reason', async (permission, command, facts) => {
    answerEc2({ ...HEALTHY, SecurityGroups: groups({ egress: [byPrefixList('pl-1')] }) });
    ec2.on(command as typeof DescribeVpcsCommand).rejects(serviceError('UnauthorizedOperation'));
    const observations = await run();
    expect(unseenIn(observations)).toEqual(facts);
    for (const name of facts) expect(observations[name]).toEqual(denied(permission));
  });

  test('secretsmanager:DescribeSecret takes away the secret and its key', async () => {
    secretsManager.on(DescribeSecretCommand).rejects(serviceError('AccessDeniedException'));
    const observations = await run();
    expect(unseenIn(observations)).toEqual(['kmsKey', 'secretDescription']);
    expect(observations.kmsKey).toEqual(denied('secretsmanager:DescribeSecret'));
  });

  test('kms:DescribeKey takes away the key alone', async () => {
    secretsManager.on(DescribeSecretCommand).resolves({ ARN: SECRET_ARN, KmsKeyId: KEY_ARN });
    kms.on(DescribeKeyCommand).rejects(serviceError('AccessDeniedException'));
    const observations = await run();
    expect(unseenIn(observations)).toEqual(['kmsKey']);
    expect(observations.kmsKey).toEqual(denied('kms:DescribeKey'));
  });

  test("lambda:GetFunctionConfiguration takes away the function's VPC, and leaves the endpoint that was named", async () => {
    lambda.on(GetFunctionConfigurationCommand).rejects(serviceError('AccessDeniedException'));
    const observations = await run({ source: { functionName: 'orders' } });
    const facts: readonly ConfigurationName[] = ['dhcpOptions', 'source', 'vpc', 'vpcDnsAttributes'];
    expect(unseenIn(observations)).toEqual(facts);
    for (const name of facts) expect(observations[name]).toEqual(denied('lambda:GetFunctionConfiguration'));
  });
});

describe('the client', () => {
  test('that was told is taken at its word: neither Lambda nor EC2 is asked for it', async () => {
    expect(plainValueOf((await run()).source)).toEqual(CLIENT);
    expect(lambda.calls()).toEqual([]);
    expect(filtersOf(DescribeSubnetsCommand)).toEqual([[filtered('vpc-id', 'vpc-1')]]);
  });

  test('that was named as a function is read from Lambda, and all else around it', async () => {
    const observations = await run({ source: { functionName: 'orders' } });
    expect(unseenIn(observations)).toEqual([]);
    expect(plainValueOf(observations.source)).toEqual({ ...CLIENT, usesIpv6: false });
    expect(lambda.commandCalls(GetFunctionConfigurationCommand).map(({ args }) => args[0].input)).toEqual([
      { FunctionName: 'orders' },
    ]);
  });

  test('that is told by its subnets alone is found in their VPC', async () => {
    const observations = await run({ source: { ...CLIENT, vpcId: null } });
    expect(unseenIn(observations)).toEqual([]);
    expect(filtersOf(DescribeSubnetsCommand)[0]).toEqual([filtered('subnet-id', 'subnet-client')]);
    expect(plainValueOf(observations.vpc).VpcId).toBe('vpc-1');
  });

  test('that is in no known VPC leaves the endpoint that was named, and all around that', async () => {
    const observations = await run({ source: NOWHERE });
    expect(unseenIn(observations)).toEqual(['dhcpOptions', 'vpc', 'vpcDnsAttributes']);
    expect(observations.vpc).toEqual({
      state: 'unseen',
      why: 'skipped',
      detail: "the client's VPC isn't known",
    });
    expect(filtersOf(DescribeVpcEndpointsCommand)).toEqual([[filtered('vpc-endpoint-id', ENDPOINT_ID)]]);
  });

  test('that is in no known VPC leaves nothing of the network where no endpoint was named either', async () => {
    const unnamed = target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: [] } });
    const observations = await run({ source: NOWHERE }, unnamed);
    expect(NAMES.filter((name) => observations[name].state === 'seen').toSorted()).toEqual([
      'caller',
      'endpointService',
      'kmsKey',
      'secretDescription',
      'securityGroups',
      'source',
    ]);
    for (const name of ['vpcEndpoints', 'subnets', 'networkAcls'] as const)
      expect(observations[name]).toEqual(observations.vpc);
  });

  test("that is a function has its own interfaces beside the endpoint's", async () => {
    const { networkInterfaces } = await run();
    const ids = plainValueOf(networkInterfaces).map((one) => one.NetworkInterfaceId);
    expect(ids).toEqual(['eni-0aaa', 'eni-0bbb', 'eni-0fff']);
  });

  test('that is a host has none of the functions in its subnet', async () => {
    const { networkInterfaces } = await run({ source: { ...CLIENT, kind: 'linux', addresses: ['10.0.7.33'] } });
    const ids = plainValueOf(networkInterfaces).map((one) => one.NetworkInterfaceId);
    expect(ids).toEqual(['eni-0aaa', 'eni-0bbb']);
  });

  test('has its groups read even where no interface shows them', async () => {
    answerEc2({ ...HEALTHY, NetworkInterfaces: INTERFACES.slice(0, 2) });
    const { securityGroups } = await run();
    expect(plainValueOf(securityGroups).map((one) => one.GroupId)).toEqual(['sg-client', 'sg-endpoint']);
  });
});

describe('the caller', () => {
  test('is not asked for where the vantage knows the account', async () => {
    expect(plainValueOf((await run()).caller)).toEqual({ accountId: ACCOUNT });
    expect(sts.calls()).toEqual([]);
  });

  test('is asked of STS where it does not', async () => {
    sts.on(GetCallerIdentityCommand).resolves({ Account: '444455556666' });
    const { caller } = await run({}, target(), { ...VANTAGE, accountId: null });
    expect(plainValueOf(caller)).toEqual({ accountId: '444455556666' });
  });
});

describe("an endpoint in another VPC than the client's", () => {
  const HUB_ID = 'vpce-hub';
  const inHub = { VpcId: 'vpc-hub' };
  const HUB: Account = {
    ...HEALTHY,
    Subnets: [
      ...SUBNETS,
      subnet('subnet-hub', '10.9.1.0/24', 'a', inHub),
      subnet('subnet-x', '10.8.1.0/24', 'a', { VpcId: 'vpc-x' }),
    ],
    NetworkAcls: [{ ...acl('acl-client', ['subnet-client']) }, { ...acl('acl-hub', ['subnet-hub']), ...inHub }],
    RouteTables: [...routeTables(), { RouteTableId: 'rtb-hub', ...inHub, Associations: [], Routes: [] }],
    VpcEndpoints: [
      endpoint({
        VpcEndpointId: 'vpce-kms',
        ServiceName: 'com.amazonaws.eu-west-2.kms',
        NetworkInterfaceIds: ['eni-kms'],
        Groups: [{ GroupId: 'sg-kms' }],
      }),
      endpoint({
        VpcEndpointId: HUB_ID,
        SubnetIds: ['subnet-hub'],
        NetworkInterfaceIds: ['eni-hub'],
        Groups: [{ GroupId: 'sg-hub' }],
        ...inHub,
      }),
    ],
    NetworkInterfaces: [
      networkInterface('eni-kms', 'subnet-a', '10.0.1.101', { Groups: [{ GroupId: 'sg-kms' }] }),
      networkInterface('eni-hub', 'subnet-hub', '10.9.1.100', { ...inHub, Groups: [{ GroupId: 'sg-hub' }] }),
    ],
    SecurityGroups: [...groups(), securityGroup('sg-hub'), securityGroup('sg-kms')],
  };
  const named = target({ endpoint: { vpcEndpointId: HUB_ID, dnsNames: [], networkInterfaces: [], vpcCidrs: [] } });

  test('has subnets, ACLs and route tables of both VPCs read, in one call each', async () => {
    answerEc2(HUB);
    const { subnets, networkAcls, routeTables: tables } = await run({}, named);
    for (const command of [DescribeSubnetsCommand, DescribeNetworkAclsCommand, DescribeRouteTablesCommand])
      expect(filtersOf(command)).toEqual([[filtered('vpc-id', 'vpc-1', 'vpc-hub')]]);
    expect(plainValueOf(subnets).map((one) => one.SubnetId)).toEqual([
      'subnet-client',
      'subnet-a',
      'subnet-b',
      'subnet-hub',
    ]);
    expect(plainValueOf(networkAcls).map((one) => one.NetworkAclId)).toEqual(['acl-client', 'acl-hub']);
    expect(plainValueOf(tables).map((one) => one.RouteTableId)).toEqual(['rtb-client', 'rtb-endpoint', 'rtb-hub']);
  });

  test("has its interfaces and groups read, and not those of other services' endpoints", async () => {
    answerEc2(HUB);
    const { vpcEndpoints, networkInterfaces, securityGroups } = await run({}, named);
    expect(plainValueOf(vpcEndpoints).map((one) => one.VpcEndpointId)).toEqual(['vpce-kms', HUB_ID]);
    expect(plainValueOf(networkInterfaces).map((one) => one.NetworkInterfaceId)).toEqual(['eni-hub']);
    expect(plainValueOf(securityGroups).map((one) => one.GroupId)).toEqual(['sg-client', 'sg-hub']);
  });

  test("leaves VPC, attributes and options to the client's", async () => {
    answerEc2(HUB);
    const { vpc } = await run({}, named);
    expect(plainValueOf(vpc).VpcId).toBe('vpc-1');
    const asked = ec2.commandCalls(DescribeVpcAttributeCommand).map(({ args }) => args[0].input.VpcId);
    expect(asked).toEqual(['vpc-1', 'vpc-1']);
  });
});
