import { seen } from '../model/observation.ts';
import type { Run } from '../model/run.ts';

/** Whether the host's own metadata tells the subnet that it is in. */
export const isPlaced = ({ probes: { place } }: Run): boolean =>
  place.state === 'seen' && place.value.subnetId !== undefined;

/** A run whose source nobody has read, with the one that the host's own metadata tells. What was read of EC2 stays. */
export function withPlace(run: Run): Run {
  const { place } = run.probes;
  if (run.source.state === 'seen' || place.state === 'unseen') return run;
  const { kind, vpcId = null, subnetId, securityGroupIds, addresses } = place.value;
  if (vpcId === null && subnetId === undefined) return run;
  const subnetIds = subnetId === undefined ? [] : [subnetId];
  const { toldBy, publicAddresses } = place.value;
  // A task's metadata does not tell of public addresses.
  const isTold = toldBy === 'instance-metadata' && subnetId !== undefined;
  const more = isTold
    ? { hasPublicAddress: publicAddresses.length > 0, usesIpv6: addresses.some((address) => address.includes(':')) }
    : {};
  return { ...run, source: seen({ kind, vpcId, subnetIds, securityGroupIds, addresses, ...more }, place.tookMs) };
}
