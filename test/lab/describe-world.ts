import { endpointRoles, serviceHost, type World } from './world.ts';

/** The world as the AWS CLI would describe it: one document for each call, by the call's name. */
export function describeWorld(world: World): Readonly<Record<string, Readonly<Record<string, readonly object[]>>>> {
  return {
    'describe-vpcs': { Vpcs: vpcsOf(world).map(describeVpc) },
    'describe-subnets': {
      Subnets: Object.values(world.Subnets).map((subnet) => ({ ...subnet, OwnerId: ownerOf(world, subnet.VpcId) })),
    },
    'describe-security-groups': {
      SecurityGroups: Object.values(world.SecurityGroups).map((group) => ({
        ...group,
        VpcId: vpcOfGroup(world, group.GroupId),
      })),
    },
    'describe-network-acls': { NetworkAcls: Object.values(world.NetworkAcls).map((acl) => describeAcl(world, acl)) },
    'describe-route-tables': {
      RouteTables: Object.values(world.RouteTables).map(({ RouteTableId, SubnetIds, Routes }) => ({
        RouteTableId,
        VpcId: vpcOfSubnet(world, SubnetIds[0]),
        Associations: SubnetIds.map((SubnetId) => ({ RouteTableId, SubnetId, Main: false })),
        Routes,
      })),
    },
    'describe-network-interfaces': {
      NetworkInterfaces: Object.entries(world.NetworkInterfaces).map(([role, one]) => ({
        ...one,
        VpcId: vpcOfSubnet(world, one.SubnetId),
        InterfaceType: role === 'client' ? 'lambda' : 'vpc_endpoint',
        PrivateIpAddresses: [{ PrivateIpAddress: one.PrivateIpAddress, Primary: true }],
        Ipv6Addresses: [],
      })),
    },
    'describe-vpc-endpoints': { VpcEndpoints: endpointsOf(world) },
    'describe-vpc-endpoint-services': { ServiceDetails: [describeService(world)] },
    'describe-dhcp-options': { DhcpOptions: vpcsOf(world).map((vpc) => describeDhcpOptions(world, vpc)) },
  };
}

type Vpc = World['Vpc'];

const vpcsOf = ({ Vpc, HubVpc }: World): readonly Vpc[] => (HubVpc ? [Vpc, HubVpc] : [Vpc]);

const ownerOf = (world: World, vpcId: string): string | undefined =>
  vpcsOf(world).find((vpc) => vpc.VpcId === vpcId)?.OwnerId;

const vpcOfSubnet = (world: World, subnetId: string | undefined): string | undefined =>
  Object.values(world.Subnets).find((subnet) => subnet.SubnetId === subnetId)?.VpcId;

const vpcOfGroup = (world: World, groupId: string): string =>
  groupId === world.SecurityGroups.endpoint?.GroupId ? world.VpcEndpoint.VpcId : world.Vpc.VpcId;

const describeVpc = ({ VpcId, CidrBlock, OwnerId, DhcpOptionsId }: Vpc) => ({
  VpcId,
  CidrBlock,
  OwnerId,
  DhcpOptionsId,
  IsDefault: false,
  CidrBlockAssociationSet: [{ CidrBlock, CidrBlockState: { State: 'associated' } }],
});

const describeAcl = (world: World, { NetworkAclId, SubnetIds, Entries, Tags }: World['NetworkAcls'][string]) => ({
  NetworkAclId,
  Tags,
  VpcId: vpcOfSubnet(world, SubnetIds[0]),
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
});

/** The endpoint under test, and the one for the other APIs, where there is one. */
function endpointsOf(world: World): readonly object[] {
  const roles = endpointRoles(world);
  const interfaces = roles.flatMap((role) => world.NetworkInterfaces[role] ?? []);
  const described = (ids: readonly (typeof interfaces)[number][]) => ({
    VpcEndpointType: 'Interface',
    SubnetIds: ids.map((one) => one.SubnetId),
    NetworkInterfaceIds: ids.map((one) => one.NetworkInterfaceId),
    Groups: ids[0]?.Groups ?? [],
  });
  const own = {
    ...world.VpcEndpoint,
    ...described(interfaces),
    PolicyDocument: JSON.stringify(world.VpcEndpoint.PolicyDocument),
  };
  const api = world.NetworkInterfaces.api;
  return [
    ...(world.Behaviour.endpoint === 'exists' ? [own] : []),
    ...(api
      ? [
          {
            VpcEndpointId: `${world.VpcEndpoint.VpcEndpointId}0`,
            VpcId: world.Vpc.VpcId,
            ServiceName: `com.amazonaws.${world.Region}.ec2`,
            State: 'available',
            PrivateDnsEnabled: true,
            DnsEntries: [],
            ...described([api]),
          },
        ]
      : []),
  ];
}

const describeService = (world: World) => ({
  ServiceName: `com.amazonaws.${world.Region}.secretsmanager`,
  ServiceId: 'vpce-svc-0123456789abcdef0',
  Owner: 'amazon',
  AvailabilityZones: [...new Set(Object.values(world.Subnets).map((subnet) => subnet.AvailabilityZone))],
  PrivateDnsName: serviceHost(world),
  PrivateDnsNames: [{ PrivateDnsName: serviceHost(world) }],
});

const describeDhcpOptions = (world: World, { DhcpOptionsId }: Vpc) => ({
  DhcpOptionsId,
  DhcpConfigurations: [
    {
      Key: 'domain-name-servers',
      Values:
        DhcpOptionsId === world.Vpc.DhcpOptionsId
          ? world.DhcpOptions.DomainNameServers.map((Value) => ({ Value }))
          : [{ Value: 'AmazonProvidedDNS' }],
    },
  ],
});

/** The secrets, and the key that some of them are under. */
function describeSecrets({ Secrets, KmsKey }: World): Readonly<Record<string, object>> {
  const documents = Object.entries(Secrets).flatMap(([role, secret]) => {
    if (secret === null) return [];
    const { ARN, Name, KmsKeyId, DeletedDate } = secret;
    return [[`describe-secret-${role}`, { ARN, Name, KmsKeyId, DeletedDate }] as const];
  });
  return { ...Object.fromEntries(documents), 'describe-key': { KeyMetadata: KmsKey } };
}

/** What the AWS CLI prints of single things, each a document of its own. */
export function describeSingles(world: World, functionName: string): Readonly<Record<string, object>> {
  const { SubnetId = '', Groups = [] } = world.NetworkInterfaces.client ?? {};
  const attributes = vpcsOf(world).flatMap(({ VpcId, EnableDnsSupport, EnableDnsHostnames }) => [
    [`describe-vpc-attribute-${VpcId}-support`, { VpcId, EnableDnsSupport: { Value: EnableDnsSupport } }],
    [`describe-vpc-attribute-${VpcId}-hostnames`, { VpcId, EnableDnsHostnames: { Value: EnableDnsHostnames } }],
  ]);
  return {
    ...Object.fromEntries(attributes),
    ...describeSecrets(world),
    'get-caller-identity': {
      UserId: 'AIDAEXAMPLE',
      Account: world.AccountId,
      Arn: `arn:aws:iam::${world.AccountId}:user/on-call`,
    },
    'get-function-configuration': {
      FunctionName: functionName,
      VpcConfig: {
        VpcId: world.Vpc.VpcId,
        SubnetIds: [SubnetId],
        SecurityGroupIds: Groups.map(({ GroupId }) => GroupId),
      },
    },
  };
}
