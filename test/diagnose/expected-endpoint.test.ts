import { describe, expect, test } from '@jest/globals';
import { derive } from '../../lib/diagnose/derive.ts';
import { unseen } from '../../lib/model/observation.ts';
import {
  ACCOUNT,
  configured,
  ENDPOINT_ID,
  endpoint,
  HEALTHY_CONFIGURATION,
  INTERFACES,
} from '../support/configuration.ts';
import { ENI_A, ENI_B, query, target, type WorldChange } from '../support/world.ts';

const { vpc } = HEALTHY_CONFIGURATION;
const OWNER = '999988887777';
const KMS = endpoint({ VpcEndpointId: 'vpce-kms', ServiceName: 'com.amazonaws.eu-west-2.kms' });
const other = (VpcEndpointId: string, PrivateDnsEnabled: boolean) => endpoint({ VpcEndpointId, PrivateDnsEnabled });

const unnamed = target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: [] } });
const expected = (change: WorldChange) => derive(configured(change)).expectedEndpoint;
/** Without a name for the endpoint. */
const found = (change: WorldChange) => expected({ target: unnamed, ...change });
const isEndpoint = (VpcEndpointId: string) => ({ state: 'seen', value: { VpcEndpointId } });

describe('the expected endpoint', () => {
  test('is the one that was named, though others of the service have private DNS', () => {
    const vpcEndpoints = [other('vpce-1', true), other(ENDPOINT_ID, false), other('vpce-2', true)];
    expect(expected({ vpcEndpoints })).toMatchObject(isEndpoint(ENDPOINT_ID));
  });

  test('is the one that was named, whatever VPC and service it is of', () => {
    const vpcEndpoints = [other('vpce-1', true), { ...KMS, VpcEndpointId: ENDPOINT_ID, VpcId: 'vpc-hub' }];
    expect(expected({ vpcEndpoints })).toMatchObject(isEndpoint(ENDPOINT_ID));
  });

  test('is none where the named one is not listed and its own names are gone, though there is another of the service', () => {
    const endpointDns = { queries: [query({ outcome: 'name-not-found', addresses: [] })] };
    expect(expected({ endpointDns, vpcEndpoints: [other('vpce-1', true)] })).toEqual({
      state: 'seen',
      value: null,
      tookMs: 0,
    });
  });

  test('is unseen where the named one is not listed and its names resolve: it may be the hub of another account', () => {
    expect(expected({ vpcEndpoints: [other('vpce-1', true)] })).toMatchObject({ state: 'unseen', why: 'skipped' });
  });

  test('is the living one of two, of which the other was deleted', () => {
    const vpcEndpoints = [endpoint({ VpcEndpointId: 'vpce-1', State: 'deleted' }), other('vpce-2', true)];
    expect(found({ vpcEndpoints })).toMatchObject(isEndpoint('vpce-2'));
  });

  test('is the only one of the service where none was named, even without private DNS', () => {
    expect(found({ vpcEndpoints: [KMS, other('vpce-1', false)] })).toMatchObject(isEndpoint('vpce-1'));
  });

  test('is found by the end of its service name, which begins otherwise in another partition', () => {
    const ServiceName = 'cn.com.amazonaws.eu-west-2.secretsmanager';
    const vpcEndpoints = [KMS, endpoint({ VpcEndpointId: 'vpce-1', ServiceName })];
    expect(found({ vpcEndpoints })).toMatchObject(isEndpoint('vpce-1'));
  });

  test.each(['com.amazonaws.eu-west-2.secretsmanager-fips', 'com.amazonaws.eu-west-1.secretsmanager', undefined])(
    'is none where the only one is of the service %s',
    (ServiceName) => {
      expect(found({ vpcEndpoints: [endpoint({ ServiceName })] })).toMatchObject({ state: 'seen', value: null });
    },
  );

  test('is the only one with private DNS where several are of the service', () => {
    const vpcEndpoints = [other('vpce-1', false), other('vpce-2', true), other('vpce-3', false)];
    expect(found({ vpcEndpoints })).toMatchObject(isEndpoint('vpce-2'));
  });

  test.each([
    ['no private DNS', [false, false], 2],
    ['private DNS, as far as is told', [true, true, false], 3],
  ])('is unseen, with their number, where several of the service have %s', (_, privateDns, count) => {
    const vpcEndpoints = [KMS, ...privateDns.map((enabled, index) => other(`vpce-${index}`, enabled))];
    expect(found({ vpcEndpoints })).toEqual({
      state: 'unseen',
      why: 'skipped',
      detail: `the VPC has ${count} endpoints of the service; name the expected one`,
    });
  });

  test.each([
    ['no endpoint at all', []],
    ['endpoints of other services alone', [KMS]],
  ])("is none where the caller's own VPC has %s", (_, vpcEndpoints) => {
    expect(found({ vpcEndpoints })).toMatchObject({ state: 'seen', value: null });
  });

  test('is unseen for the reason of the list', () => {
    const vpcEndpoints = unseen('denied', 'ec2:DescribeVpcEndpoints is not allowed here');
    expect(expected({ vpcEndpoints })).toEqual(vpcEndpoints);
  });
});

describe('the expected endpoint in a VPC that another account shares', () => {
  const shared = { vpc: { ...vpc, OwnerId: OWNER }, caller: { accountId: ACCOUNT } };
  const invisible = {
    state: 'unseen',
    why: 'denied',
    detail: `the VPC belongs to account ${OWNER}, and its endpoints are visible there alone`,
  };

  test.each([
    ['named', target()],
    ['not named', unnamed],
  ])('is unseen, and not none, where it was %s and the list has none', (_, about) => {
    expect(expected({ ...shared, target: about, vpcEndpoints: [KMS] })).toEqual(invisible);
  });

  test("is the one that the list has, where it is the caller's own", () => {
    expect(found({ ...shared, vpcEndpoints: [other('vpce-1', true)] })).toMatchObject(isEndpoint('vpce-1'));
  });

  test.each([
    ['whose the VPC is', { vpc: unseen('denied', 'ec2:DescribeVpcs is not allowed here') }],
    ['who looks', { caller: unseen('failed', 'sts:GetCallerIdentity: ExpiredToken') }],
  ])('is unseen, and not none, where it is not known %s', (_, change) => {
    const [reason] = Object.values(change);
    expect(found({ vpcEndpoints: [], ...change })).toEqual({
      state: 'unseen',
      why: reason?.why,
      detail: `no endpoint is visible, and whose VPC it is is not known: ${reason?.detail}`,
    });
  });

  test('is none where caller and owner are the same', () => {
    const own = { vpc: { ...vpc, OwnerId: OWNER }, caller: { accountId: OWNER } };
    expect(found({ ...own, vpcEndpoints: [] })).toMatchObject({ state: 'seen', value: null });
  });
});

describe("the expected endpoint's addresses", () => {
  const STALE = '10.0.9.9';
  const stale = target({
    endpoint: {
      ...target().endpoint,
      networkInterfaces: [{ networkInterfaceId: 'eni-gone', privateIpAddress: STALE, availabilityZone: 'eu-west-2c' }],
    },
  });
  const noDns = unseen('skipped', 'no name of the endpoint is known');
  const addresses = (change: WorldChange) => {
    const { expectedAddresses } = derive(configured({ target: stale, endpointDns: noDns, ...change }));
    return expectedAddresses.state === 'seen' ? expectedAddresses.value : expectedAddresses;
  };
  const atDeployTime = [{ address: STALE, availabilityZone: 'eu-west-2c', networkInterfaceId: 'eni-gone' }];

  test('are those that EC2 has now, and not those of the time of deployment', () => {
    expect(addresses({})).toEqual([
      { address: ENI_A, availabilityZone: 'eu-west-2a', networkInterfaceId: 'eni-0aaa' },
      { address: ENI_B, availabilityZone: 'eu-west-2b', networkInterfaceId: 'eni-0bbb' },
    ]);
  });

  test('include IPv6 addresses of the same interfaces', () => {
    const networkInterfaces = INTERFACES.map((one) =>
      one.NetworkInterfaceId === 'eni-0aaa' ? { ...one, Ipv6Addresses: [{ Ipv6Address: '2001:db8::1' }] } : one,
    );
    expect(addresses({ networkInterfaces })).toContainEqual({
      address: '2001:db8::1',
      availabilityZone: 'eu-west-2a',
      networkInterfaceId: 'eni-0aaa',
    });
  });

  test.each([
    ['EC2 was not asked', { networkInterfaces: unseen('timed-out', 'no way to EC2') }],
    ['EC2 tells of only one of two interfaces', { networkInterfaces: INTERFACES.slice(1) }],
    ['the endpoint itself is not seen', { vpcEndpoints: unseen('denied', 'not allowed') }],
  ])('are those of the time of deployment where %s', (_, change) => {
    expect(addresses(change)).toEqual(atDeployTime);
  });

  test("are what the endpoint's own name answers too, wherever else they come from", () => {
    const endpointDns = { queries: [query({ name: 'vpce-0a1b.secretsmanager.example', addresses: ['10.0.3.100'] })] };
    const found = addresses({ endpointDns });
    expect((found as readonly { address: string }[]).map((one) => one.address).toSorted()).toEqual(
      [ENI_A, ENI_B, '10.0.3.100'].toSorted(),
    );
  });

  test('are unseen where nothing tells them', () => {
    const change = { target: unnamed, networkInterfaces: unseen('timed-out', 'no way to EC2') };
    expect(addresses(change)).toEqual({
      state: 'unseen',
      why: 'skipped',
      detail: "the endpoint's addresses are not known: no name of the endpoint is known",
    });
  });
});
