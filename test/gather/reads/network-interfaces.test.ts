import { DescribeNetworkInterfacesCommand, type NetworkInterface } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import {
  actions,
  describeFunctionInterfaces,
  describeInterfacesWithMac,
  describeNetworkInterfaces,
} from '../../../lib/gather/reads/network-interfaces.ts';
import { denied, EC2_DENIES, filtered, listingTests, mockedEc2, plainValueOf } from './api-of.ts';

const { mock, ec2 } = mockedEc2();

const networkInterface = (NetworkInterfaceId: string, over: NetworkInterface = {}): NetworkInterface => ({
  NetworkInterfaceId,
  SubnetId: 'subnet-1',
  VpcId: 'vpc-1',
  AvailabilityZone: 'eu-west-2a',
  Status: 'in-use',
  InterfaceType: 'vpc_endpoint',
  Description: 'VPC Endpoint Interface vpce-1',
  MacAddress: '0a:ff:ee:dd:cc:bb',
  RequesterId: '727180483921',
  RequesterManaged: true,
  SourceDestCheck: true,
  Association: undefined,
  Attachment: { AttachTime: new Date(0), AttachmentId: 'eni-attach-1', DeviceIndex: 1, Status: 'attached' },
  PrivateIpAddress: '10.0.1.100',
  PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.0.1.100' }],
  Ipv6Addresses: [],
  Groups: [{ GroupId: 'sg-endpoint', GroupName: 'endpoint' }],
  TagSet: [],
  ...over,
});
const ofFunction = (NetworkInterfaceId: string, ...groupIds: readonly string[]) =>
  networkInterface(NetworkInterfaceId, {
    InterfaceType: 'lambda',
    Groups: groupIds.map((GroupId) => ({ GroupId, GroupName: GroupId })),
  });

const inputs = () => mock.commandCalls(DescribeNetworkInterfacesCommand).map(({ args }) => args[0].input);
const idsIn = (value: readonly { readonly NetworkInterfaceId: string }[]) => value.map((one) => one.NetworkInterfaceId);
const mocked = {
  permission: 'ec2:DescribeNetworkInterfaces',
  actions,
  key: 'NetworkInterfaces',
  answerWith: (answer: (input: { readonly NextToken?: string }) => object) =>
    mock.on(DescribeNetworkInterfacesCommand).callsFake(answer),
  denyWith: (error: Error) => mock.on(DescribeNetworkInterfacesCommand).rejects(error),
  idsIn,
};

describe("an endpoint's network interfaces", () => {
  listingTests({
    ...mocked,
    items: [networkInterface('eni-1'), networkInterface('eni-2'), networkInterface('eni-3')],
    ids: ['eni-1', 'eni-2', 'eni-3'],
    gather: () => describeNetworkInterfaces(ec2, ['eni-1', 'eni-2', 'eni-3']),
  });

  test('are kept with place, addresses and groups, and nothing else', async () => {
    const dualStack = { Ipv6Addresses: [{ Ipv6Address: '2001:db8::1', IsPrimaryIpv6: false }] };
    mock.on(DescribeNetworkInterfacesCommand).resolves({ NetworkInterfaces: [networkInterface('eni-1', dualStack)] });
    expect(plainValueOf(await describeNetworkInterfaces(ec2, ['eni-1']))).toEqual([
      {
        NetworkInterfaceId: 'eni-1',
        SubnetId: 'subnet-1',
        VpcId: 'vpc-1',
        AvailabilityZone: 'eu-west-2a',
        Status: 'in-use',
        InterfaceType: 'vpc_endpoint',
        PrivateIpAddress: '10.0.1.100',
        Ipv6Addresses: [{ Ipv6Address: '2001:db8::1' }],
        Groups: [{ GroupId: 'sg-endpoint' }],
      },
    ]);
  });

  test('are asked for by a filter, so that one that is gone is no error', async () => {
    mock.on(DescribeNetworkInterfacesCommand).resolves({ NetworkInterfaces: [networkInterface('eni-1')] });
    expect(idsIn(plainValueOf(await describeNetworkInterfaces(ec2, ['eni-1', 'eni-gone'])))).toEqual(['eni-1']);
    expect(inputs()).toMatchObject([{ Filters: [filtered('network-interface-id', 'eni-1', 'eni-gone')] }]);
    expect(inputs()[0]?.NetworkInterfaceIds).toBeUndefined();
  });

  test('are an empty list without a call where the endpoint has none', async () => {
    expect(plainValueOf(await describeNetworkInterfaces(ec2, []))).toEqual([]);
    expect(mock.calls()).toHaveLength(0);
  });
});

describe("a function's network interfaces", () => {
  listingTests({
    ...mocked,
    items: [ofFunction('eni-1', 'sg-1'), ofFunction('eni-2', 'sg-1'), ofFunction('eni-3', 'sg-1')],
    ids: ['eni-1', 'eni-2', 'eni-3'],
    gather: () => describeFunctionInterfaces(ec2, ['subnet-1'], ['sg-1']),
  });

  test('are asked for by type, subnets and groups', async () => {
    mock.on(DescribeNetworkInterfacesCommand).resolves({ NetworkInterfaces: [] });
    await describeFunctionInterfaces(ec2, ['subnet-1', 'subnet-2'], ['sg-1', 'sg-2']);
    expect(inputs()).toMatchObject([
      {
        Filters: [
          filtered('interface-type', 'lambda'),
          filtered('subnet-id', 'subnet-1', 'subnet-2'),
          filtered('group-id', 'sg-1', 'sg-2'),
        ],
      },
    ]);
  });

  test('are those with exactly its groups, in any order: with one fewer or more they are of other functions', async () => {
    mock.on(DescribeNetworkInterfacesCommand).resolves({
      NetworkInterfaces: [
        ofFunction('eni-fewer', 'sg-1'),
        ofFunction('eni-same', 'sg-1', 'sg-2'),
        ofFunction('eni-turned', 'sg-2', 'sg-1'),
        ofFunction('eni-more', 'sg-1', 'sg-2', 'sg-3'),
      ],
    });
    const found = await describeFunctionInterfaces(ec2, ['subnet-1'], ['sg-2', 'sg-1']);
    expect(idsIn(plainValueOf(found))).toEqual(['eni-same', 'eni-turned']);
  });

  test.each([
    ['subnets', [], ['sg-1']],
    ['groups', ['subnet-1'], []],
  ])('are an empty list without a call where its %s are not known', async (_, subnetIds, groupIds) => {
    expect(plainValueOf(await describeFunctionInterfaces(ec2, subnetIds, groupIds))).toEqual([]);
    expect(mock.calls()).toHaveLength(0);
  });
});

describe('network interfaces with a hardware address', () => {
  const MACS = ['0a:ff:ee:dd:cc:bb', '02:42:ac:11:00:01'];

  test('are asked for by all of the addresses at once', async () => {
    mock.on(DescribeNetworkInterfacesCommand).resolves({ NetworkInterfaces: [networkInterface('eni-1')] });
    expect(idsIn(plainValueOf(await describeInterfacesWithMac(ec2, MACS)))).toEqual(['eni-1']);
    expect(inputs()).toMatchObject([{ Filters: [filtered('mac-address', ...MACS)] }]);
  });

  test('are unseen where they are denied', async () => {
    mock.on(DescribeNetworkInterfacesCommand).rejects(EC2_DENIES);
    expect(await describeInterfacesWithMac(ec2, MACS)).toEqual(denied('ec2:DescribeNetworkInterfaces'));
  });
});
