import type { Subnet } from '../../../model/aws.ts';

/** The Availability Zones of some subnets, by name; null where not all of them were read. */
export function zonesOf(ids: readonly string[], subnets: readonly Subnet[]): readonly string[] | null {
  const zones = ids.map((id) => subnets.find((subnet) => subnet.SubnetId === id)?.AvailabilityZone);
  if (zones.length === 0 || zones.includes(undefined)) return null;
  return [...new Set(zones.filter((zone) => zone !== undefined))].toSorted();
}
