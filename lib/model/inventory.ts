import * as v from 'valibot';
import {
  DHCP_OPTIONS,
  NETWORK_ACL,
  NETWORK_INTERFACE,
  PREFIX_LIST,
  ROUTE_TABLE,
  SECURITY_GROUP,
  SUBNET,
  VPC,
  VPC_DNS_ATTRIBUTES,
  VPC_ENDPOINT,
} from './aws.ts';
import { CALLER, ENDPOINT_SERVICE, KMS_KEY, SECRET_DESCRIPTION } from './aws-services.ts';
import { type Fits, milliseconds, text, textOrNull, texts, time } from './schema.ts';

/** How a kind is read. */
interface Reading {
  /** The IAM action that it takes; null: of the service under test. */
  readonly action: string | null;
  /** The key under which the AWS CLI lists what has the kind's shape as it is. */
  readonly listed?: string;
  /** Where one read brings all there is: in the source's VPC, or in that of the endpoints too. */
  readonly allOf?: 'source-vpc' | 'both-vpcs';
}

/** A kind of resource: its shape, what one of it is found by, and how it is read. */
const kind = <S extends v.GenericSchema>(shape: S, idOf: (one: v.InferOutput<S>) => string, reading: Reading) => ({
  shape,
  idOf,
  reading,
});

/** Every kind of resource that is read. A new kind is one row here: its recording, merging, import and schema follow from that. */
export const RESOURCES = {
  callers: kind(CALLER, (one) => one.arn ?? one.accountId, { action: 'sts:GetCallerIdentity' }),
  vpcs: kind(VPC, (one) => one.VpcId, { action: 'ec2:DescribeVpcs', listed: 'Vpcs', allOf: 'source-vpc' }),
  vpcDnsAttributes: kind(VPC_DNS_ATTRIBUTES, (one) => one.VpcId, {
    action: 'ec2:DescribeVpcAttribute',
    allOf: 'source-vpc',
  }),
  dhcpOptions: kind(DHCP_OPTIONS, (one) => one.DhcpOptionsId ?? 'default', {
    action: 'ec2:DescribeDhcpOptions',
    listed: 'DhcpOptions',
    allOf: 'source-vpc',
  }),
  subnets: kind(SUBNET, (one) => one.SubnetId, {
    action: 'ec2:DescribeSubnets',
    listed: 'Subnets',
    allOf: 'both-vpcs',
  }),
  networkAcls: kind(NETWORK_ACL, (one) => one.NetworkAclId, {
    action: 'ec2:DescribeNetworkAcls',
    listed: 'NetworkAcls',
    allOf: 'both-vpcs',
  }),
  routeTables: kind(ROUTE_TABLE, (one) => one.RouteTableId, {
    action: 'ec2:DescribeRouteTables',
    listed: 'RouteTables',
    allOf: 'both-vpcs',
  }),
  vpcEndpoints: kind(VPC_ENDPOINT, (one) => one.VpcEndpointId, {
    action: 'ec2:DescribeVpcEndpoints',
    listed: 'VpcEndpoints',
    allOf: 'source-vpc',
  }),
  networkInterfaces: kind(NETWORK_INTERFACE, (one) => one.NetworkInterfaceId, {
    action: 'ec2:DescribeNetworkInterfaces',
    listed: 'NetworkInterfaces',
  }),
  securityGroups: kind(SECURITY_GROUP, (one) => one.GroupId, {
    action: 'ec2:DescribeSecurityGroups',
    listed: 'SecurityGroups',
  }),
  prefixLists: kind(PREFIX_LIST, (one) => one.PrefixListId, {
    action: 'ec2:GetManagedPrefixListEntries',
    listed: 'PrefixLists',
  }),
  endpointServices: kind(ENDPOINT_SERVICE, (one) => one.serviceName, { action: 'ec2:DescribeVpcEndpointServices' }),
  secrets: kind(SECRET_DESCRIPTION, (one) => one.arn, { action: null }),
  kmsKeys: kind(KMS_KEY, (one) => one.arn, { action: 'kms:DescribeKey' }),
} as const;

export type ResourceKind = keyof typeof RESOURCES;
export const RESOURCE_KINDS = Object.keys(RESOURCES) as readonly ResourceKind[];

/** One resource of a kind. */
export type Resource<K extends ResourceKind> = Fits<(typeof RESOURCES)[K]['shape']>;

const READ = v.object({
  of: v.picklist(RESOURCE_KINDS),
  /** Whose permissions were used, an ARN; null where nothing tells. */
  caller: textOrNull,
  /** Whose credentials asked; null where nothing tells. */
  accountId: textOrNull,
  region: text,
  /** Of the source that was asked about; null where nothing tells, or no source was. */
  vpcId: textOrNull,
  /** VPCs of which it brought all there is: what it did not bring of them was not there. */
  vpcIds: texts,
  at: time,
  outcome: v.picklist(['read', 'denied', 'timed-out', 'failed', 'skipped']),
  /** What stood in the way, in one sentence; null where nothing did. */
  detail: textOrNull,
  tookMs: milliseconds,
});

/** One look at one kind of resource, and what became of it. */
export type Read = Fits<typeof READ>;

const held = <S extends v.GenericSchema>(value: S) =>
  v.record(
    text,
    v.object({ read: v.pipe(v.number(), v.integer(), v.minValue(0), v.description('Index in reads')), value }),
  );

const resources = Object.fromEntries(RESOURCE_KINDS.map((name) => [name, held(RESOURCES[name].shape)])) as {
  readonly [K in ResourceKind]: ReturnType<typeof held<(typeof RESOURCES)[K]['shape']>>;
};

/** What AWS's APIs said, from however many accounts: each resource once, by its id, with the read that told it last. */
export const INVENTORY = v.object({ reads: v.array(READ), resources: v.object(resources) });
export type Inventory = Fits<typeof INVENTORY>;

/** A resource, and the index of the read that told it. */
export interface Held {
  readonly read: number;
  readonly value: unknown;
}

/** What a resource of a kind is found by. */
export const idOf = (of: ResourceKind, value: unknown): string =>
  (RESOURCES[of].idOf as (one: unknown) => string)(value);

/** Resources by their ids, of each kind those that are told. */
export const resourcesOf = (told: (of: ResourceKind) => readonly Held[]): Inventory['resources'] =>
  Object.fromEntries(
    RESOURCE_KINDS.map((of) => [of, Object.fromEntries(told(of).map((held) => [idOf(of, held.value), held]))]),
  ) as Inventory['resources'];
