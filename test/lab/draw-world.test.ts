import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as v from 'valibot';
import { contains, parseAddress, parseCidr } from '../../lib/net/cidr.ts';
import { drawWorld } from './draw-world.ts';
import { compileFilters } from './filters.ts';
import { addressIn, endpointRoles, worldSchema } from './world.ts';

const seeds = fc.integer({ min: 0, max: 0xffffffff });
const zones = fc.integer({ min: 1, max: 3 });

const isIn = (address: string, cidr: string): boolean => {
  const parsed = { address: parseAddress(address), cidr: parseCidr(cidr) };
  return parsed.address !== null && parsed.cidr !== null && contains(parsed.cidr, parsed.address);
};

describe('a drawn world', () => {
  test('is valid, whatever the seed: subnets in the VPC, interfaces in their subnets, no address twice', () => {
    fc.assert(
      fc.property(seeds, zones, (seed, count) => {
        const world = drawWorld(seed, { zones: count });
        expect(v.safeParse(worldSchema, world).success).toBe(true);
        expect(endpointRoles(world)).toHaveLength(count);
        const interfaces = Object.values(world.NetworkInterfaces);
        for (const { SubnetId, PrivateIpAddress } of interfaces) {
          const subnet = Object.values(world.Subnets).find((one) => one.SubnetId === SubnetId);
          expect(isIn(PrivateIpAddress, subnet?.CidrBlock ?? '')).toBe(true);
          expect(isIn(PrivateIpAddress, world.Vpc.CidrBlock)).toBe(true);
        }
        expect(new Set(interfaces.map((one) => one.PrivateIpAddress)).size).toBe(count + 1);
        expect(new Set(Object.values(world.Subnets).map((one) => one.AvailabilityZone)).size).toBe(count);
        expect(isIn(world.PublicAddresses.IPv4, world.Vpc.CidrBlock)).toBe(false);
      }),
    );
  });

  test('is the same for the same seed, and another for another', () => {
    expect(drawWorld(42, { zones: 2 })).toEqual(drawWorld(42, { zones: 2 }));
    const [one, other] = [drawWorld(42, { zones: 2 }), drawWorld(43, { zones: 2 })];
    expect(one.Secrets.canary?.SecretString).not.toBe(other.Secrets.canary?.SecretString);
    expect(one.VpcEndpoint.VpcEndpointId).not.toBe(other.VpcEndpoint.VpcEndpointId);
  });

  test('uses zone ids as AWS writes them', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const { AvailabilityZoneId } of Object.values(drawWorld(seed, { zones: 3 }).Subnets)) {
          expect(AvailabilityZoneId).toMatch(/^(euw[12]|use1|usw2|apse2|sae1)-az[123]$/);
        }
      }),
    );
  });
});

describe('filters', () => {
  test('have a counter for every chain that drops', () => {
    const text = compileFilters(drawWorld(1, { zones: 2 }), ['10.0.0.2']);
    const chains = [...text.matchAll(/chain ([\w.-]+) \{/g)]
      .map(([, name]) => name)
      .filter((name) => name !== 'forward');
    expect(chains).toContain('eni-b.group-in');
    for (const chain of chains) expect(text).toContain(`counter ${chain} { }`);
  });
});

describe('addresses of a block', () => {
  test.each([
    ['10.0.0.0/16', 2, '10.0.0.2'],
    ['172.31.255.0/24', 300, '172.32.0.44'],
    ['203.0.113.0/24', 1, '203.0.113.1'],
  ])('%s + %i is %s', (cidr, offset, address) => {
    expect(addressIn(cidr, offset)).toBe(address);
  });
});
