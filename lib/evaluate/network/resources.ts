import type {
  NetworkAcl,
  NetworkConfiguration,
  NetworkInterface,
  RouteTable,
  SecurityGroup,
  Subnet,
} from '../../model/aws.ts';

/** A network's resources by what they are asked for by. */
interface Resources {
  readonly subnet: ReadonlyMap<string, Subnet>;
  readonly securityGroup: ReadonlyMap<string, SecurityGroup>;
  readonly networkInterface: ReadonlyMap<string, NetworkInterface>;
  readonly interfacesIn: ReadonlyMap<string | undefined, readonly NetworkInterface[]>;
  /** By the id of a subnet that is associated with them. */
  readonly networkAclOf: ReadonlyMap<string, NetworkAcl>;
  readonly routeTableOf: ReadonlyMap<string, RouteTable>;
  /** By VPC. */
  readonly mainRouteTable: ReadonlyMap<string, RouteTable>;
}

const made = new WeakMap<NetworkConfiguration, Resources>();

/** The index of a network, made once: what is asked for each of thousands of subnets must not be searched each time. */
export function resourcesIn(known: NetworkConfiguration): Resources {
  const resources = made.get(known) ?? indexed(known);
  made.set(known, resources);
  return resources;
}

const indexed = ({ subnets, securityGroups, networkInterfaces, networkAcls, routeTables }: NetworkConfiguration) => ({
  subnet: firstBy(subnets, (one) => [one.SubnetId]),
  securityGroup: firstBy(securityGroups, (one) => [one.GroupId]),
  networkInterface: firstBy(networkInterfaces, (one) => [one.NetworkInterfaceId]),
  interfacesIn: Map.groupBy(networkInterfaces, (one) => one.SubnetId),
  networkAclOf: firstBy(networkAcls, (one) => one.Associations.flatMap(({ SubnetId }) => SubnetId ?? [])),
  routeTableOf: firstBy(routeTables, (one) => one.Associations.flatMap(({ SubnetId }) => SubnetId ?? [])),
  mainRouteTable: firstBy(routeTables, (one) =>
    one.VpcId !== undefined && one.Associations.some(({ Main }) => Main) ? [one.VpcId] : [],
  ),
});

/** Of several under one key the first counts. */
function firstBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const item of items) for (const key of keysOf(item)) if (!found.has(key)) found.set(key, item);
  return found;
}
