import { describe, expect, test } from '@jest/globals';
import type { Place } from '../../../lib/evaluate/network/flow.ts';
import { placesOf } from '../../../lib/evaluate/network/places.ts';
import type { NetworkConfiguration, NetworkInterface, Subnet } from '../../../lib/model/aws.ts';
import { parseRange } from '../../../lib/net/range.ts';
import { CLIENT, ENDPOINT, network, span } from '../../support/network.ts';

/** The ends of a name that must lead to some. */
function found(name: string, known: NetworkConfiguration = network()): readonly Place[] {
  const ends = placesOf(name, known);
  if ('missing' in ends) throw new Error(ends.missing);
  return ends;
}

const missing = (name: string, known: NetworkConfiguration = network()): string => {
  const ends = placesOf(name, known);
  return 'missing' in ends ? ends.missing : 'nothing is missing';
};

const [clientInterface, endpointInterface] = network().networkInterfaces as readonly [
  NetworkInterface,
  NetworkInterface,
];
const [clientSubnet, endpointSubnet] = network().subnets as readonly [Subnet, Subnet];
const [endpoint] = network().vpcEndpoints;
const secondInterface = {
  ...endpointInterface,
  NetworkInterfaceId: 'eni-second',
  SubnetId: 'subnet-client',
  PrivateIpAddress: '10.0.7.100',
};
const twoInterfaces = endpoint && {
  ...endpoint,
  SubnetIds: ['subnet-endpoint', 'subnet-client'],
  NetworkInterfaceIds: ['eni-endpoint', 'eni-second'],
};
const vpcEndpoints = twoInterfaces ? [twoInterfaces] : [];

describe('a network interface', () => {
  test('is its address, in its subnet, with its groups', () => {
    expect(found('eni-client')).toEqual([CLIENT]);
  });

  test('that has IPv6 alone is that address', () => {
    const only = { ...clientInterface, PrivateIpAddress: undefined, Ipv6Addresses: [{ Ipv6Address: '2001:db8::7' }] };
    expect(found('eni-client', network({}, { networkInterfaces: [only] }))).toMatchObject([
      { addresses: span('2001:db8::7') },
    ]);
  });

  test('that has both families is one place for each address', () => {
    const both = { ...clientInterface, Ipv6Addresses: [{ Ipv6Address: '2001:db8::7' }] };
    expect(found('eni-client', network({}, { networkInterfaces: [both] }))).toEqual([
      CLIENT,
      { ...CLIENT, addresses: parseRange('2001:db8::7') },
    ]);
  });

  test('given without groups has unknown ones, not none', () => {
    const bare = { ...clientInterface, Groups: [] };
    expect(found('eni-client', network({}, { networkInterfaces: [bare] }))[0]?.groupIds).toBeNull();
  });

  test.each<[string, Partial<NetworkConfiguration>, string]>([
    [
      'that no file holds',
      { networkInterfaces: [] },
      'no file holds the network interface eni-client (describe-network-interfaces)',
    ],
    [
      'without an address',
      { networkInterfaces: [{ ...clientInterface, PrivateIpAddress: undefined }] },
      'the network interface eni-client is given without an address',
    ],
  ])('%s is missing, in a sentence', (_, over, says) => {
    expect(missing('eni-client', network({}, over))).toBe(says);
  });
});

describe('a subnet', () => {
  test('is all its addresses, with unknown groups', () => {
    expect(found('subnet-client')).toEqual([
      { addresses: span('10.0.7.0/24'), groupIds: null, subnetId: 'subnet-client' },
    ]);
  });

  test('that has IPv6 alone is that block', () => {
    const subnets = [
      { ...clientSubnet, CidrBlock: undefined, Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8::/64' }] },
    ];
    expect(found('subnet-client', network({}, { subnets }))).toMatchObject([{ addresses: span('2001:db8::/64') }]);
  });

  test.each<[string, Partial<NetworkConfiguration>, string]>([
    ['that no file holds', { subnets: [] }, 'no file holds the subnet subnet-client (describe-subnets)'],
    [
      'without a block',
      { subnets: [{ ...clientSubnet, CidrBlock: undefined }] },
      'the subnet subnet-client is given without a CIDR block',
    ],
  ])('%s is missing, in a sentence', (_, over, says) => {
    expect(missing('subnet-client', network({}, over))).toBe(says);
  });
});

describe('an address', () => {
  test('of an interface that is given has its groups and its subnet', () => {
    expect(found('10.0.7.20')).toEqual([CLIENT]);
  });

  test('in a subnet that is given has that subnet, and unknown groups', () => {
    expect(found('10.0.7.21')).toEqual([{ ...CLIENT, addresses: span('10.0.7.21'), groupIds: null }]);
  });

  test('in no subnet that is given has neither', () => {
    expect(found('192.168.0.7')).toEqual([{ addresses: span('192.168.0.7'), groupIds: null, subnetId: null }]);
  });

  test('of IPv6 lies in the subnet that has its block', () => {
    const subnets = [
      endpointSubnet,
      { ...clientSubnet, Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8::/64' }] },
    ];
    expect(found('2001:db8::7', network({}, { subnets }))[0]?.subnetId).toBe('subnet-client');
  });

  test('of IPv6 that an interface has brings its groups as one of IPv4 does', () => {
    const both = { ...clientInterface, Ipv6Addresses: [{ Ipv6Address: '2001:db8::7' }] };
    expect(found('2001:db8::7', network({}, { networkInterfaces: [both] }))).toEqual([
      { ...CLIENT, addresses: span('2001:db8::7') },
    ]);
  });
});

describe('a block', () => {
  test.each([
    ['inside a subnet lies in it', '10.0.7.128/25', 'subnet-client'],
    ['that is the subnet lies in it', '10.0.7.0/24', 'subnet-client'],
    ['that is wider than a subnet lies in none', '10.0.0.0/16', null],
  ])('%s', (_, name, subnetId) => {
    expect(found(name)).toEqual([{ addresses: span(name), groupIds: null, subnetId }]);
  });

  test('that begins in a subnet and ends behind it lies in none', () => {
    const subnets = [{ ...clientSubnet, CidrBlock: '10.0.8.0/24' }];
    expect(found('10.0.8.0/23', network({}, { subnets }))[0]?.subnetId).toBeNull();
    expect(found('10.0.8.0/24', network({}, { subnets }))[0]?.subnetId).toBe('subnet-client');
  });

  test('that holds an interface among others does not have its groups', () => {
    expect(found('10.0.7.16/28')[0]?.groupIds).toBeNull();
  });
});

describe('a VPC endpoint', () => {
  test('is one end for each of its interfaces', () => {
    const networkInterfaces = [clientInterface, endpointInterface, secondInterface];
    expect(found('vpce-1', network({}, { vpcEndpoints, networkInterfaces }))).toEqual([
      ENDPOINT,
      { ...ENDPOINT, addresses: span('10.0.7.100'), subnetId: 'subnet-client' },
    ]);
  });

  test('without its interfaces is somewhere in each of its subnets, with its own groups', () => {
    expect(found('vpce-1', network({}, { vpcEndpoints, networkInterfaces: [clientInterface] }))).toEqual([
      { ...ENDPOINT, addresses: span('10.0.1.0/24') },
      { ...ENDPOINT, addresses: span('10.0.7.0/24'), subnetId: 'subnet-client' },
    ]);
  });

  test('of whose two interfaces only one is given does not stand for that one alone', () => {
    const ends = placesOf('vpce-1', network({}, { vpcEndpoints }));
    expect('missing' in ends ? 'missing' : ends.length).not.toBe(1);
  });

  test.each<[string, Partial<NetworkConfiguration>, string]>([
    ['that no file holds', { vpcEndpoints: [] }, 'no file holds the VPC endpoint vpce-1 (describe-vpc-endpoints)'],
    [
      'of which neither interfaces nor subnets are given',
      { networkInterfaces: [], subnets: [] },
      'no file says where vpce-1 has its interfaces (describe-network-interfaces, or describe-subnets)',
    ],
  ])('%s is missing, in a sentence', (_, over, says) => {
    expect(missing('vpce-1', network({}, over))).toBe(says);
  });
});

describe('anything else', () => {
  test.each(['', 'sg-client', 'localhost', '10.0.7', '10.0.7.0/33', '10.0.7.1-10.0.7.9', 'ENI-CLIENT'])(
    '%j is no end, and the sentence says what would be one',
    (name) => {
      expect(missing(name)).toBe(`"${name}" is no network interface, address, CIDR, subnet or VPC endpoint`);
    },
  );
});
