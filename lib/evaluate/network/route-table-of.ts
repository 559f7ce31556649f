import type { NetworkConfiguration } from '../../model/aws.ts';
import { resourcesIn } from './resources.ts';

/** A subnet without an association of its own uses its VPC's main table. */
export function routeTableOf(subnetId: string | null, known: NetworkConfiguration) {
  if (subnetId === null) return undefined;
  const { routeTableOf: ownTableOf, subnet, mainRouteTable } = resourcesIn(known);
  return ownTableOf.get(subnetId) ?? mainRouteTable.get(subnet.get(subnetId)?.VpcId ?? '');
}
