import { DescribeVpcEndpointServicesCommand, type ServiceDetail } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import describeEndpointService, { actions } from '../../../lib/gather/reads/endpoint-service.ts';
import { HOST } from '../../support/world.ts';
import { denied, EC2_DENIES, mockedEc2, plainValueOf, REGION } from './api-of.ts';

const { mock, ec2 } = mockedEc2();

const detail = (ServiceName: string, PrivateDnsName: string | undefined, over: ServiceDetail = {}): ServiceDetail => ({
  ServiceName,
  ServiceId: 'vpce-svc-1',
  ServiceType: [{ ServiceType: 'Interface' }],
  AvailabilityZones: ['eu-west-2a', 'eu-west-2b', 'eu-west-2c'],
  Owner: 'amazon',
  BaseEndpointDnsNames: [`${ServiceName}.vpce.amazonaws.com`],
  PrivateDnsName,
  PrivateDnsNames: PrivateDnsName === undefined ? undefined : [{ PrivateDnsName }],
  VpcEndpointPolicySupported: true,
  AcceptanceRequired: false,
  ManagesVpcEndpoints: false,
  PrivateDnsNameVerificationState: 'verified',
  SupportedIpAddressTypes: ['ipv4'],
  Tags: [],
  ...over,
});

const PLAIN = detail('com.amazonaws.eu-west-2.secretsmanager', HOST);
const FIPS_HOST = 'secretsmanager-fips.eu-west-2.amazonaws.com';
const FIPS = detail('com.amazonaws.eu-west-2.secretsmanager-fips', FIPS_HOST);

const answering = (...ServiceDetails: readonly ServiceDetail[]) =>
  mock.on(DescribeVpcEndpointServicesCommand).resolves({ ServiceDetails: [...ServiceDetails], ServiceNames: [] });

describe('the endpoint service', () => {
  test('names the one action that it calls', () => {
    expect(actions).toEqual(['ec2:DescribeVpcEndpointServices']);
  });

  test('is kept with names and zones, and nothing else', async () => {
    answering(PLAIN);
    expect(plainValueOf(await describeEndpointService(ec2, HOST, REGION))).toEqual({
      serviceName: 'com.amazonaws.eu-west-2.secretsmanager',
      privateDnsNames: [HOST],
      availabilityZones: ['eu-west-2a', 'eu-west-2b', 'eu-west-2c'],
    });
  });

  test.each([
    [HOST, 'com.amazonaws.eu-west-2.secretsmanager'],
    [FIPS_HOST, 'com.amazonaws.eu-west-2.secretsmanager-fips'],
  ])('%s is the private name of %s, in whatever order EC2 lists them', async (host, serviceName) => {
    for (const details of [
      [PLAIN, FIPS],
      [FIPS, PLAIN],
    ]) {
      answering(...details);
      expect(plainValueOf(await describeEndpointService(ec2, host, REGION))).toMatchObject({ serviceName });
    }
  });

  test('is found by a name that stands in the list of names alone', async () => {
    const DUAL_STACK = 'secretsmanager.eu-west-2.api.aws';
    answering({ ...PLAIN, PrivateDnsNames: [{ PrivateDnsName: HOST }, { PrivateDnsName: DUAL_STACK }] });
    expect(plainValueOf(await describeEndpointService(ec2, DUAL_STACK, REGION))).toMatchObject({
      privateDnsNames: [HOST, DUAL_STACK],
    });
  });

  test('is found by a name that stands beside the list of names alone', async () => {
    answering({ ...PLAIN, PrivateDnsNames: undefined });
    expect(plainValueOf(await describeEndpointService(ec2, HOST, REGION))).toMatchObject({ privateDnsNames: [HOST] });
  });

  test.each([
    ['has no private name', detail('com.amazonaws.eu-west-2.secretsmanager', undefined)],
    ['has another private name', FIPS],
    ['has no name of its own', { ...PLAIN, ServiceName: undefined }],
  ])('is none where the only one %s', async (_, only) => {
    answering(only);
    expect(plainValueOf(await describeEndpointService(ec2, HOST, REGION))).toBeNull();
  });

  test('is none where EC2 lists none', async () => {
    mock.on(DescribeVpcEndpointServicesCommand).resolves({});
    expect(plainValueOf(await describeEndpointService(ec2, HOST, REGION))).toBeNull();
  });

  test('is asked for by the end of its name, so that the partition does not matter', async () => {
    const host = 'secretsmanager.cn-north-1.amazonaws.com.cn';
    answering(detail('cn.com.amazonaws.cn-north-1.secretsmanager', host));
    expect(plainValueOf(await describeEndpointService(ec2, host, 'cn-north-1'))).toMatchObject({
      serviceName: 'cn.com.amazonaws.cn-north-1.secretsmanager',
    });
    const [filters] = mock.commandCalls(DescribeVpcEndpointServicesCommand)[0]?.args[0].input.Filters ?? [];
    expect(filters?.Name).toBe('service-name');
    expect(filters?.Values).toContain('*.cn-north-1.secretsmanager');
    expect(filters?.Values).toContain('cn.com.amazonaws.cn-north-1.secretsmanager');
  });

  test('is unseen where it is denied', async () => {
    mock.on(DescribeVpcEndpointServicesCommand).rejects(EC2_DENIES);
    expect(await describeEndpointService(ec2, HOST, REGION)).toEqual(denied('ec2:DescribeVpcEndpointServices'));
  });
});
