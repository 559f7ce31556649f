import { describe, expect, test } from '@jest/globals';
import { derive } from '../../lib/diagnose/derive.ts';
import { unseen } from '../../lib/model/observation.ts';
import { memberOf, pathIdOf } from '../../lib/model/path-id.ts';
import { configured } from '../support/configuration.ts';
import { twoClientSubnets } from '../support/silent-world.ts';
import { ENI_A, ENI_B, type WorldChange } from '../support/world.ts';

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
