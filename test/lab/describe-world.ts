import { endpointRoles, type World } from './world.ts';

/** The world as the AWS CLI would describe it: one document for each call, by the call's name. */
export function describeWorld(world: World): Readonly<Record<string, unknown>> {
  const { VpcId } = world.Vpc;
  const interfaces = Object.values(world.NetworkInterfaces);
  const [endpointGroup] = endpointRoles(world).map((role) => world.NetworkInterfaces[role]?.Groups ?? []);
  return {
    'describe-vpcs': { Vpcs: [{ VpcId, CidrBlock: world.Vpc.CidrBlock }] },
    'describe-subnets': { Subnets: Object.values(world.Subnets).map((subnet) => ({ ...subnet, VpcId })) },
    'describe-security-groups': {
      SecurityGroups: Object.values(world.SecurityGroups).map((group) => ({ ...group, VpcId })),
    },
    'describe-network-acls': {
      NetworkAcls: Object.values(world.NetworkAcls).map(({ NetworkAclId, SubnetIds, Entries }) => ({
        NetworkAclId,
        VpcId,
        IsDefault: false,
        Associations: SubnetIds.map((SubnetId) => ({ NetworkAclAssociationId: 'aclassoc-0', NetworkAclId, SubnetId })),
        Entries: [
          ...Entries,
          ...[true, false].map((Egress) => ({
            RuleNumber: 32_767,
            Egress,
            RuleAction: 'deny',
            Protocol: '-1',
            CidrBlock: '0.0.0.0/0',
          })),
        ],
      })),
    },
    'describe-route-tables': {
      RouteTables: Object.values(world.RouteTables).map(({ RouteTableId, SubnetIds, Routes }) => ({
        RouteTableId,
        VpcId,
        Associations: SubnetIds.map((SubnetId) => ({ RouteTableId, SubnetId, Main: false })),
        Routes,
      })),
    },
    'describe-network-interfaces': {
      NetworkInterfaces: interfaces.map((one) => ({ ...one, VpcId, Status: 'in-use', Ipv6Addresses: [] })),
    },
    'describe-vpc-endpoints': {
      VpcEndpoints: [
        {
          ...world.VpcEndpoint,
          PolicyDocument: JSON.stringify(world.VpcEndpoint.PolicyDocument),
          VpcId,
          VpcEndpointType: 'Interface',
          State: 'available',
          SubnetIds: Object.values(world.Subnets).map((subnet) => subnet.SubnetId),
          NetworkInterfaceIds: endpointRoles(world).flatMap(
            (role) => world.NetworkInterfaces[role]?.NetworkInterfaceId ?? [],
          ),
          Groups: endpointGroup,
        },
      ],
    },
    'describe-dhcp-options': {
      DhcpOptions: [
        {
          DhcpConfigurations: [
            { Key: 'domain-name-servers', Values: world.DhcpOptions.DomainNameServers.map((Value) => ({ Value })) },
          ],
        },
      ],
    },
  };
}
