import { describe, expect, test } from '@jest/globals';
import { derive } from '../../lib/diagnose/derive.ts';
import { unseen } from '../../lib/model/observation.ts';
import { memberOf, pathIdOf } from '../../lib/model/path-id.ts';
import { configured } from '../support/configuration.ts';
import { twoClientSubnets } from '../support/silent-world.ts';
import {
  ENI_A,
  ENI_B,
  PUBLIC,
  PUBLIC_IPV6,
  place,
  resolvesTo,
  silentTcp,
  target,
  type WorldChange,
  world,
} from '../support/world.ts';

const idsIn = (change: WorldChange) => {
  const { paths } = derive(configured(change));
  return paths.state === 'seen' ? paths.value.map(({ id }) => id) : paths;
};
const pathsFrom = (subnetId: string | null) => [ENI_A, ENI_B].map((address) => pathIdOf(subnetId, address));

describe('a path that was tried is named by its address, and', () => {
  const inZone = (availabilityZoneId: string) => ({
    ...twoClientSubnets,
    executionEnvironment: { availabilityZoneId },
  });

  test.each<[string, WorldChange, string | null]>([
    ['the subnet of the run', {}, 'subnet-client'],
    ['of several subnets the one in the zone of the run', inZone('euw2-az2'), 'subnet-other'],
    ['none of several subnets, where the zone of the run is of none', inZone('euw2-az3'), null],
    ['no subnet, where it is not known', { source: unseen('timed-out', 'no answer') }, null],
  ])('by %s', (_, change, subnetId) => {
    expect(idsIn(change)).toEqual(pathsFrom(subnetId));
  });
});

describe('a path is one of others', () => {
  const [known] = pathsFrom('subnet-a') as [string];
  const [anywhere] = pathsFrom(null) as [string];

  test.each<[string, string, readonly string[], boolean]>([
    ['the same', known, [...pathsFrom('subnet-b'), known], true],
    ['to the same address, from an unknown subnet', anywhere, [known], true],
    ['to the same address as one from an unknown subnet', known, [anywhere], true],
    ['to the same address from another subnet', known, pathsFrom('subnet-b'), false],
    ['from the same subnet to another address', known, pathsFrom('subnet-a').slice(1), false],
    ['from unknown subnets to another address', anywhere, pathsFrom(null).slice(1), false],
    ['where there are none', known, [], false],
  ])('%s', (_, path, others, expected) => {
    expect(memberOf(others)(path)).toBe(expected);
  });
});

describe("whether an address is the VPC's, by what a host's own metadata tells", () => {
  const HUB = '10.9.9.9';
  const nameless = { dnsNames: [], networkInterfaces: [], vpcCidrs: [] };
  const UNREAD = unseen('failed', "ec2.eu-west-2.amazonaws.com can't be reached from here");
  const NOT_DONE = unseen('skipped', 'no address accepted a connection');

  /** A host that no API tells anything, and the addresses that the name leads to. */
  const inVpcOf = (addresses: readonly string[], change: WorldChange) => {
    const { paths } = derive(
      world({
        target: target({ endpoint: nameless }),
        source: UNREAD,
        serviceDns: resolvesTo(addresses),
        endpointDns: NOT_DONE,
        tcp: addresses.map(silentTcp),
        tls: NOT_DONE,
        http: NOT_DONE,
        secret: NOT_DONE,
        ...change,
      }),
    );
    return paths.state === 'seen' ? paths.value.map(({ inVpc }) => inVpc) : paths;
  };
  const task = { toldBy: 'ecs-task-metadata', vpcCidrs: [] } as const;
  const odd = { vpcCidrs: ['172.40.0.0/16'], subnetCidrs: [] };

  test.each<[string, string, WorldChange, boolean | null]>([
    ['inside its blocks it is', ENI_A, { place: place() }, true],
    ['a public one outside of them is not', PUBLIC, { place: place() }, false],
    ['a private one outside of them may be a hub', HUB, { place: place() }, null],
    ['of another family nothing is known', PUBLIC_IPV6, { place: place() }, null],
    ['behind NAT64 the public one counts', '64:ff9b::cb00:710a', { place: place() }, false],
    ['inside a block that is no private range it is', '172.40.1.5', { place: place(odd) }, true],
    ['the block of a subnet alone shows who is inside', ENI_A, { place: place(task) }, true],
    ['and nothing of who is outside', PUBLIC, { place: place(task) }, null],
    ['without metadata nothing is known', PUBLIC, {}, null],
    [
      'where somebody named blocks, a private one outside is not, as before',
      HUB,
      { place: place(), target: target({ endpoint: { ...nameless, vpcCidrs: ['10.0.0.0/16'] } }) },
      false,
    ],
    [
      "where somebody named a hub's blocks, this VPC's own are outside, as before",
      ENI_A,
      { place: place(), target: target({ endpoint: { ...nameless, vpcCidrs: ['10.9.0.0/16'] } }) },
      false,
    ],
  ])('%s', (_, address, change, expected) => {
    expect(inVpcOf([address], change)).toEqual([expected]);
  });
});

test("the run's subnet is that of its zone, where a host's metadata tells the zone", () => {
  const { subnetId: _, ...told } = place({ availabilityZoneId: 'euw2-az2' });
  expect(idsIn({ ...twoClientSubnets, place: told })).toEqual(pathsFrom('subnet-other'));
});
