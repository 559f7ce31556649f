import type { NetworkConfiguration } from '../../model/aws.ts';

/** Ids that lead to nothing in what was given, where something of their kind was. */
export function brokenReferences(known: NetworkConfiguration): readonly string[] {
  const { networkInterfaces, securityGroups, vpcEndpoints, subnets } = known;
  const lost = (ids: readonly (string | undefined)[], there: ReadonlySet<string>) =>
    there.size === 0 ? [] : ids.filter((id) => id !== undefined && !there.has(id));
  const groupIds = new Set(securityGroups.map((one) => one.GroupId));
  const interfaceIds = new Set(networkInterfaces.map((one) => one.NetworkInterfaceId));
  const subnetIds = new Set(subnets.map((one) => one.SubnetId));
  return [
    ...networkInterfaces.flatMap((one) => {
      const ids = [
        ...lost(
          one.Groups.map((group) => group.GroupId),
          groupIds,
        ),
        ...lost([one.SubnetId], subnetIds),
      ];
      return ids.map((id) => `${one.NetworkInterfaceId} refers to ${id}, which no file holds`);
    }),
    ...vpcEndpoints.flatMap((one) =>
      lost(one.NetworkInterfaceIds, interfaceIds).map(
        (id) => `${one.VpcEndpointId} refers to ${id}, which no file holds`,
      ),
    ),
  ];
}
