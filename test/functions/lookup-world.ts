import {
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
  type NetworkInterface,
  type Route,
  type ServiceDetail,
  type Subnet,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import type { CustomResourceEvent } from '../../functions/vpc-of-subnets/handler.ts';
import { apiOf, REGION } from '../gather/reads/api-of.ts';

export const ec2 = mockClient(EC2Client);
export const api = apiOf(new EC2Client({ region: REGION }));

export const subnet = (SubnetId: string, zone: string, VpcId = 'vpc-1', more: Subnet = {}): Subnet => ({
  SubnetId,
  CidrBlock: '10.0.1.0/24',
  ...more,
  VpcId,
  AvailabilityZone: `eu-west-2${zone}`,
  AvailabilityZoneId: `euw2-az${zone}`,
});

export const conflicting = (more: Partial<VpcEndpoint> = {}): VpcEndpoint => ({
  VpcEndpointId: 'vpce-1',
  VpcId: 'vpc-1',
  ServiceName: 'com.amazonaws.eu-west-2.secretsmanager',
  PrivateDnsEnabled: true,
  State: 'Available',
  Tags: [],
  ...more,
});

/** An interface in use in subnet-a. */
export const client = (NetworkInterfaceId: string, group: string, more: NetworkInterface = {}): NetworkInterface => ({
  NetworkInterfaceId,
  SubnetId: 'subnet-a',
  Status: 'in-use',
  InterfaceType: 'interface',
  PrivateIpAddress: '10.0.1.9',
  Groups: [{ GroupId: group }],
  ...more,
});

export const SERVICES: ServiceDetail[] = ['secretsmanager', 'ec2'].map((name) => ({
  ServiceName: `com.amazonaws.eu-west-2.${name}`,
  AvailabilityZones: ['eu-west-2a', 'eu-west-2b'],
  SupportedIpAddressTypes: ['ipv4'],
}));

export interface World {
  readonly subnets?: Subnet[];
  readonly endpoints?: VpcEndpoint[];
  readonly namesakes?: VpcEndpoint[];
  readonly services?: ServiceDetail[];
  readonly interfaces?: NetworkInterface[];
  /** Beside the local one. */
  readonly routes?: Route[];
  readonly cidrs?: string[];
  readonly dns?: boolean;
}

/** A VPC in which a deployment works. */
export function world(more: World = {}): void {
  const { subnets = [subnet('subnet-a', 'a'), subnet('subnet-b', 'b')], endpoints = [], dns = true } = more;
  const { cidrs = ['10.0.0.0/16'] } = more;
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: subnets });
  ec2.on(DescribeVpcsCommand).resolves({
    Vpcs: [
      {
        VpcId: 'vpc-1',
        CidrBlock: cidrs[0],
        CidrBlockAssociationSet: [
          ...cidrs.map((CidrBlock) => ({ CidrBlock, CidrBlockState: { State: 'associated' as const } })),
          { CidrBlock: '10.9.0.0/16', CidrBlockState: { State: 'disassociated' as const } },
        ],
        Ipv6CidrBlockAssociationSet: [
          { Ipv6CidrBlock: '2001:db8::/56', Ipv6CidrBlockState: { State: 'associated' as const } },
        ],
      },
    ],
  });
  ec2.on(DescribeVpcEndpointsCommand).callsFake(({ Filters: [{ Name } = { Name: '' }] = [] }) => ({
    VpcEndpoints: Name === 'tag:VpceDoctorStack' ? (more.namesakes ?? []) : endpoints,
  }));
  ec2.on(DescribeVpcEndpointServicesCommand).resolves({ ServiceDetails: more.services ?? SERVICES });
  ec2.on(DescribeNetworkInterfacesCommand).resolves({ NetworkInterfaces: more.interfaces ?? [] });
  const out = { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'active' as const };
  const local = { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' as const };
  const Routes = [local, ...(more.routes ?? [out])];
  ec2
    .on(DescribeRouteTablesCommand)
    .resolves({ RouteTables: [{ RouteTableId: 'rtb-1', VpcId: 'vpc-1', Associations: [{ Main: true }], Routes }] });
  ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [] });
  ec2
    .on(DescribeVpcAttributeCommand, { Attribute: 'enableDnsSupport' })
    .resolves({ EnableDnsSupport: { Value: true } });
  ec2
    .on(DescribeVpcAttributeCommand, { Attribute: 'enableDnsHostnames' })
    .resolves({ EnableDnsHostnames: { Value: dns } });
}

export const event = (properties: object, more: Partial<CustomResourceEvent> = {}): CustomResourceEvent => ({
  RequestType: 'Create',
  LogicalResourceId: 'VpcOfSubnets',
  ResourceProperties: properties,
  ...more,
});

export const OWN = { SubnetIds: ['subnet-a'], ClientSubnetIds: ['subnet-b', 'subnet-a'], StackName: 'ours' };
export const THEIRS = { ClientSubnetIds: ['subnet-a'], VpcEndpointId: 'vpce-1' };
