import * as v from 'valibot';
import { type Fits, text, texts } from './schema.ts';

export const PLACE = v.object({
  toldBy: v.picklist(['instance-metadata', 'ecs-task-metadata']),
  /** This host's own system, which decides the ephemeral ports that replies go to. */
  kind: v.picklist(['linux', 'windows']),
  vpcId: v.exactOptional(text),
  /** Of each family all blocks of the VPC; none of a family where not all of them are known. */
  vpcCidrs: texts,
  /** Of the interface that calls come from; missing, with its groups and addresses, where nothing tells which one that is. */
  subnetId: v.exactOptional(text),
  subnetCidrs: texts,
  securityGroupIds: texts,
  /** Such as `us-west-2a`, which means another place in another account. */
  availabilityZone: v.exactOptional(text),
  /** Such as `usw2-az1`. */
  availabilityZoneId: v.exactOptional(text),
  addresses: texts,
  publicAddresses: texts,
});

/** Where a host is, as its own metadata tells it: no API and no permission is needed for that. */
export type Place = Fits<typeof PLACE>;
