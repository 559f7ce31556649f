import { DescribeNetworkInterfacesCommand, EC2Client, type NetworkInterface } from '@aws-sdk/client-ec2';
import { GetCapacityProviderCommand, GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { actions, sourceOfFunction, sourceOfHost } from '../../../lib/gather/reads/source.ts';
import { apiOf, denied, EC2_DENIES, filtered, JSON_API_DENIES, plainValueOf, REGION, serviceError } from './api-of.ts';

const ec2Mock = mockClient(EC2Client);
const lambdaMock = mockClient(LambdaClient);
const ec2 = apiOf(new EC2Client({ region: REGION }));
const lambda = apiOf(new LambdaClient({ region: REGION }));
beforeEach(() => {
  ec2Mock.reset();
  lambdaMock.reset();
});
afterAll(() => {
  ec2Mock.restore();
  lambdaMock.restore();
});

describe('a function as the client', () => {
  const answering = (VpcConfig: object | undefined) =>
    lambdaMock.on(GetFunctionConfigurationCommand).resolves({
      FunctionName: 'orders',
      FunctionArn: 'arn:aws:lambda:eu-west-2:111122223333:function:orders',
      Role: 'arn:aws:iam::111122223333:role/orders',
      LastModified: '2026-11-22T03:00:00.000+0000',
      Environment: { Variables: { PASSWORD: 'what nobody needs to know' } },
      VpcConfig,
    });

  test('names the actions that it calls', () => {
    expect(actions).toEqual(['lambda:GetFunctionConfiguration', 'lambda:GetCapacityProvider']);
  });

  test('is told by its VPC, subnets and groups, and nothing else of it is kept', async () => {
    answering({
      VpcId: 'vpc-1',
      SubnetIds: ['subnet-a', 'subnet-b'],
      SecurityGroupIds: ['sg-1'],
      Ipv6AllowedForDualStack: false,
    });
    expect(plainValueOf(await sourceOfFunction(lambda, 'orders'))).toEqual({
      kind: 'lambda',
      vpcId: 'vpc-1',
      subnetIds: ['subnet-a', 'subnet-b'],
      securityGroupIds: ['sg-1'],
      addresses: [],
      usesIpv6: false,
    });
    expect(lambdaMock.commandCalls(GetFunctionConfigurationCommand)[0]?.args[0].input).toEqual({
      FunctionName: 'orders',
    });
  });

  test.each([
    ['left out', undefined],
    ['empty', { VpcId: '', SubnetIds: [], SecurityGroupIds: [] }],
  ])('is in no VPC where its VpcConfig is %s', async (_, vpcConfig) => {
    answering(vpcConfig);
    expect(plainValueOf(await sourceOfFunction(lambda, 'orders'))).toEqual({
      kind: 'lambda',
      vpcId: null,
      subnetIds: [],
      securityGroupIds: [],
      addresses: [],
      usesIpv6: false,
    });
  });

  describe('on a capacity provider', () => {
    const ARN = 'arn:aws:lambda:eu-west-2:111122223333:capacity-provider:fleet';
    beforeEach(() => {
      lambdaMock.on(GetFunctionConfigurationCommand).resolves({
        FunctionName: 'orders',
        CapacityProviderConfig: { LambdaManagedInstancesCapacityProviderConfig: { CapacityProviderArn: ARN } },
      });
    });

    test("has the provider's place, since its own configuration has none", async () => {
      lambdaMock.on(GetCapacityProviderCommand, { CapacityProviderName: 'fleet' }).resolves({
        CapacityProvider: {
          CapacityProviderArn: ARN,
          State: 'Active',
          VpcConfig: { SubnetIds: ['subnet-a'], SecurityGroupIds: ['sg-1'] },
          PermissionsConfig: undefined,
        },
      });
      expect(plainValueOf(await sourceOfFunction(lambda, 'orders'))).toEqual({
        kind: 'lambda',
        vpcId: null,
        subnetIds: ['subnet-a'],
        securityGroupIds: ['sg-1'],
        addresses: [],
      });
    });

    test('is unseen where the provider is not named, and in no VPC in no case', async () => {
      lambdaMock.on(GetFunctionConfigurationCommand).resolves({
        CapacityProviderConfig: { LambdaManagedInstancesCapacityProviderConfig: undefined },
      });
      expect(await sourceOfFunction(lambda, 'orders')).toMatchObject({ state: 'unseen', why: 'failed' });
    });

    test('is unseen, by the permission, where the provider may not be read', async () => {
      lambdaMock.on(GetCapacityProviderCommand).rejects(JSON_API_DENIES);
      expect(await sourceOfFunction(lambda, 'orders')).toEqual(denied('lambda:GetCapacityProvider'));
    });
  });

  test('is unseen where it is denied', async () => {
    lambdaMock.on(GetFunctionConfigurationCommand).rejects(JSON_API_DENIES);
    expect(await sourceOfFunction(lambda, 'orders')).toEqual(denied('lambda:GetFunctionConfiguration'));
  });

  test('is unseen, by the name of the error, where there is no such function', async () => {
    lambdaMock.on(GetFunctionConfigurationCommand).rejects(serviceError('ResourceNotFoundException'));
    expect(await sourceOfFunction(lambda, 'orders')).toEqual({
      state: 'unseen',
      why: 'failed',
      detail: 'lambda:GetFunctionConfiguration: ResourceNotFoundException',
    });
  });
});

describe('this host as the client', () => {
  const MAC = '0a:ff:ee:dd:cc:bb';
  const networkInterface = (NetworkInterfaceId: string, over: NetworkInterface = {}): NetworkInterface => ({
    NetworkInterfaceId,
    VpcId: 'vpc-1',
    SubnetId: 'subnet-1',
    InterfaceType: 'interface',
    MacAddress: MAC,
    Attachment: { AttachTime: new Date(0), InstanceId: 'i-1' },
    PrivateIpAddress: '10.0.7.20',
    Ipv6Addresses: [{ Ipv6Address: '2001:db8::20' }, { Ipv6Address: undefined }],
    Groups: [
      { GroupId: 'sg-1', GroupName: 'one' },
      { GroupId: 'sg-2', GroupName: 'two' },
    ],
    ...over,
  });
  const having = (...NetworkInterfaces: readonly NetworkInterface[]) =>
    ec2Mock.on(DescribeNetworkInterfacesCommand).resolves({ NetworkInterfaces: [...NetworkInterfaces] });
  const filters = () =>
    ec2Mock.commandCalls(DescribeNetworkInterfacesCommand).flatMap(({ args }) => args[0].input.Filters ?? []);

  test('is told by the one network interface that has its hardware address', async () => {
    having(networkInterface('eni-1'));
    expect(plainValueOf(await sourceOfHost(ec2, [MAC]))).toEqual({
      kind: process.platform === 'win32' ? 'windows' : 'linux',
      vpcId: 'vpc-1',
      subnetIds: ['subnet-1'],
      securityGroupIds: ['sg-1', 'sg-2'],
      addresses: ['10.0.7.20', '2001:db8::20'],
      hasPublicAddress: false,
      usesIpv6: true,
    });
  });

  test('is asked for by all of its hardware addresses in one call, since bridges of containers have some too', async () => {
    having(networkInterface('eni-1'));
    await sourceOfHost(ec2, [MAC, '02:42:ac:11:00:01']);
    expect(filters()).toEqual([filtered('mac-address', MAC, '02:42:ac:11:00:01')]);
  });

  test('is unseen where no network interface has its hardware address', async () => {
    having();
    expect(await sourceOfHost(ec2, [MAC])).toEqual({
      state: 'unseen',
      why: 'skipped',
      detail: "this host isn't among this account's network interfaces in this Region",
    });
  });

  test('is unseen without a call where it has no interface', async () => {
    expect(await sourceOfHost(ec2, [])).toEqual({
      state: 'unseen',
      why: 'skipped',
      detail: 'this host has no network interface of its own',
    });
    expect(ec2Mock.calls()).toHaveLength(0);
  });

  test('is unseen where network interfaces are denied', async () => {
    ec2Mock.on(DescribeNetworkInterfacesCommand).rejects(EC2_DENIES);
    expect(await sourceOfHost(ec2, [MAC])).toEqual(denied('ec2:DescribeNetworkInterfaces'));
  });

  test('brings its hardware addresses by itself, each once, and no other kind of address', async () => {
    having();
    await sourceOfHost(ec2);
    const asked = filters().flatMap(({ Values = [] }) => Values);
    expect(asked.filter((mac) => !/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac))).toEqual([]);
    expect(asked).toEqual([...new Set(asked)]);
  });
});
