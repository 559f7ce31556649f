import type { Client } from '../model/configuration.ts';
import type { Observations } from '../model/facts.ts';
import type { Observation } from '../model/observation.ts';

/** The client as far as this very run is concerned: of several subnets, those in the Availability Zone where it happens. */
export function clientHereOf({ client, subnets, executionEnvironment }: Observations): Observation<Client> {
  if (client.state === 'unseen' || subnets.state === 'unseen' || executionEnvironment.state === 'unseen') return client;
  const { availabilityZoneId } = executionEnvironment.value;
  const isHere = (id: string) =>
    subnets.value.some((one) => one.SubnetId === id && one.AvailabilityZoneId === availabilityZoneId);
  const subnetIds = client.value.subnetIds.filter(isHere);
  return subnetIds.length > 0 ? { ...client, value: { ...client.value, subnetIds } } : client;
}
