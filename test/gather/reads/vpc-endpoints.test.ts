import { DescribeVpcEndpointsCommand, type State, type VpcEndpoint } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import describeVpcEndpoints, { actions } from '../../../lib/gather/reads/vpc-endpoints.ts';
import { denied, EC2_DENIES, filtered, listingTests, mockedEc2, plainValueOf } from './api-of.ts';

const { mock, ec2 } = mockedEc2();

/** The API's own spelling, which the SDK's types do not have. */
const state = (text: string): State => text as State;

const POLICY = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}';

const endpoint = (VpcEndpointId: string, over: VpcEndpoint = {}): VpcEndpoint => ({
  VpcEndpointId,
  VpcEndpointType: 'Interface',
  VpcId: 'vpc-1',
  ServiceName: 'com.amazonaws.eu-west-2.secretsmanager',
  State: state('available'),
  RouteTableIds: [],
  SubnetIds: ['subnet-a'],
  Groups: [{ GroupId: 'sg-endpoint', GroupName: 'endpoint' }],
  IpAddressType: 'ipv4',
  DnsOptions: { DnsRecordIpType: 'ipv4' },
  PrivateDnsEnabled: true,
  PolicyDocument: POLICY,
  RequesterManaged: false,
  NetworkInterfaceIds: ['eni-0aaa'],
  DnsEntries: [{ DnsName: 'vpce-1.secretsmanager.eu-west-2.vpce.amazonaws.com', HostedZoneId: 'Z1' }],
  CreationTimestamp: new Date(0),
  OwnerId: '111122223333',
  LastError: undefined,
  Tags: [],
  ...over,
});

/** EC2 has these endpoints, and tells of those that a filter takes. */
const having = (...endpoints: readonly VpcEndpoint[]) =>
  mock.on(DescribeVpcEndpointsCommand).callsFake(({ Filters: [{ Name, Values }] }) => ({
    VpcEndpoints: endpoints.filter(({ VpcId, VpcEndpointId }) =>
      Values.includes({ 'vpc-id': VpcId, 'vpc-endpoint-id': VpcEndpointId }[Name as string]),
    ),
  }));

const filters = () => mock.commandCalls(DescribeVpcEndpointsCommand).map(({ args }) => args[0].input.Filters);
const idsIn = (value: readonly { readonly VpcEndpointId: string }[]) => value.map((one) => one.VpcEndpointId);

describe('VPC endpoints', () => {
  listingTests({
    permission: 'ec2:DescribeVpcEndpoints',
    actions,
    key: 'VpcEndpoints',
    // The ids may not repeat: an endpoint counts once.
    items: Array.from({ length: 60 }, (_, index) => endpoint(`vpce-${index}`)),
    ids: Array.from({ length: 60 }, (_, index) => `vpce-${index}`),
    answerWith: (answer) => mock.on(DescribeVpcEndpointsCommand).callsFake(answer),
    denyWith: (error) => mock.on(DescribeVpcEndpointsCommand).rejects(error),
    gather: () => describeVpcEndpoints(ec2, 'vpc-1', undefined),
    idsIn,
  });

  test('are kept with state, place, names, families, groups and policy, and nothing else', async () => {
    const LastError = { Code: 'InternalError', Message: 'not enough addresses' };
    having(endpoint('vpce-1', { State: state('failed'), LastError }));
    expect(plainValueOf(await describeVpcEndpoints(ec2, 'vpc-1', undefined))).toEqual([
      {
        VpcEndpointId: 'vpce-1',
        VpcEndpointType: 'Interface',
        VpcId: 'vpc-1',
        ServiceName: 'com.amazonaws.eu-west-2.secretsmanager',
        State: 'failed',
        LastError,
        PrivateDnsEnabled: true,
        DnsEntries: [{ DnsName: 'vpce-1.secretsmanager.eu-west-2.vpce.amazonaws.com' }],
        PolicyDocument: POLICY,
        IpAddressType: 'ipv4',
        DnsOptions: { DnsRecordIpType: 'ipv4' },
        SubnetIds: ['subnet-a'],
        NetworkInterfaceIds: ['eni-0aaa'],
        Groups: [{ GroupId: 'sg-endpoint' }],
      },
    ]);
  });

  test('are all of the VPC, whatever their service, and the one that was named, wherever it is', async () => {
    having(
      endpoint('vpce-1'),
      endpoint('vpce-kms', { ServiceName: 'com.amazonaws.eu-west-2.kms' }),
      endpoint('vpce-s3', { VpcEndpointType: 'Gateway', SubnetIds: undefined, NetworkInterfaceIds: undefined }),
      endpoint('vpce-hub', { VpcId: 'vpc-hub' }),
      endpoint('vpce-elsewhere', { VpcId: 'vpc-other' }),
    );
    const found = idsIn(plainValueOf(await describeVpcEndpoints(ec2, 'vpc-1', 'vpce-hub')));
    expect(found.toSorted()).toEqual(['vpce-1', 'vpce-hub', 'vpce-kms', 'vpce-s3']);
  });

  test('that are named and in the VPC too are there once', async () => {
    having(endpoint('vpce-1'));
    expect(idsIn(plainValueOf(await describeVpcEndpoints(ec2, 'vpc-1', 'vpce-1')))).toEqual(['vpce-1']);
  });

  test('are asked for by filters, so that an id that is gone is no error', async () => {
    having(endpoint('vpce-1'));
    expect(idsIn(plainValueOf(await describeVpcEndpoints(ec2, 'vpc-1', 'vpce-gone')))).toEqual(['vpce-1']);
    expect(filters()).toEqual([[filtered('vpc-id', 'vpc-1')], [filtered('vpc-endpoint-id', 'vpce-gone')]]);
    for (const { args } of mock.commandCalls(DescribeVpcEndpointsCommand))
      expect(args[0].input.VpcEndpointIds).toBeUndefined();
  });

  test('are the named one alone where no VPC is known', async () => {
    having(endpoint('vpce-1'), endpoint('vpce-hub', { VpcId: 'vpc-hub' }));
    expect(idsIn(plainValueOf(await describeVpcEndpoints(ec2, null, 'vpce-hub')))).toEqual(['vpce-hub']);
    expect(filters()).toEqual([[filtered('vpc-endpoint-id', 'vpce-hub')]]);
  });

  test.each(['vpc-id', 'vpc-endpoint-id'])('are unseen where the list by %s is denied', async (by) => {
    mock.on(DescribeVpcEndpointsCommand).callsFake(({ Filters: [{ Name }] }) => {
      if (Name === by) throw EC2_DENIES;
      return { VpcEndpoints: [endpoint('vpce-1')] };
    });
    expect(await describeVpcEndpoints(ec2, 'vpc-1', 'vpce-1')).toEqual(denied('ec2:DescribeVpcEndpoints'));
  });
});
