import type { Observations } from '../model/facts.ts';
import { type Observation, seen, unseen } from '../model/observation.ts';

type Told = Pick<Observations, 'target' | 'vpc' | 'place'>;

/** The blocks of the VPC: those named at deploy time, and those that EC2 has now; without either, those that a host's metadata tells. */
export function vpcCidrsOf(observations: Told): Observation<readonly string[]> {
  const { place } = observations;
  const known = toldOrReadCidrs(observations);
  const own = place.state === 'seen' ? place.value.vpcCidrs : [];
  const all = [...new Set(known.length > 0 ? known : own)];
  return all.length > 0 ? seen(all, 0) : unseen('skipped', "the VPC's CIDRs aren't known");
}

/** Those that somebody named as the endpoint's VPC's, or read. */
export function toldOrReadCidrs({ target, vpc }: Told): readonly string[] {
  const told = target.state === 'seen' ? target.value.endpoint.vpcCidrs : [];
  if (vpc.state === 'unseen') return told;
  const { CidrBlock, CidrBlockAssociationSet, Ipv6CidrBlockAssociationSet } = vpc.value;
  const read = [
    CidrBlock,
    ...CidrBlockAssociationSet.map((one) => one.CidrBlock),
    ...Ipv6CidrBlockAssociationSet.map((one) => one.Ipv6CidrBlock),
  ];
  return [...told, ...read.filter((cidr) => cidr !== undefined)];
}
