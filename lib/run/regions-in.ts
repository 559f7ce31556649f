import type { Described } from '../gather/import/describe-output.ts';

const REGION = /^[a-z]{2,6}(?:-[a-z]+)+-\d{1,2}/;

/** The Regions that described resources are in, as they tell it themselves. */
export function regionsIn({ subnets, vpcEndpoints }: Pick<Described, 'subnets' | 'vpcEndpoints'>): readonly string[] {
  const zones = subnets.flatMap(({ AvailabilityZone }) => AvailabilityZone ?? []);
  const services = vpcEndpoints.flatMap(({ ServiceName }) => ServiceName?.split('.') ?? []);
  return [...new Set([...zones, ...services].flatMap((text) => REGION.exec(text)?.[0] ?? []))];
}
