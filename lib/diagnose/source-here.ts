import type { Observations } from '../model/facts.ts';
import type { Observation } from '../model/observation.ts';
import type { Source } from '../model/run.ts';

/** The source as far as this very run is concerned: of several subnets, those in the Availability Zone where it happens. */
export function sourceHereOf({ source, subnets, executionEnvironment, place }: Observations): Observation<Source> {
  const here = executionEnvironment.state === 'seen' ? executionEnvironment : place;
  if (source.state === 'unseen' || subnets.state === 'unseen' || here.state === 'unseen') return source;
  const { availabilityZoneId } = here.value;
  const isHere = (id: string) =>
    subnets.value.some((one) => one.SubnetId === id && one.AvailabilityZoneId === availabilityZoneId);
  const subnetIds = source.value.subnetIds.filter(isHere);
  return subnetIds.length > 0 ? { ...source, value: { ...source.value, subnetIds } } : source;
}
