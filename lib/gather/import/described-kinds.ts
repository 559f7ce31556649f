import * as v from 'valibot';
import { PREFIX_LIST } from '../../model/aws.ts';
import { RESOURCES, type ResourceKind } from '../../model/inventory.ts';
import { optionalCidr, port, protocol } from '../../model/network-values.ts';
import { type Fits, text } from '../../model/schema.ts';
import { SERVICE } from '../../services/index.ts';

const optional = v.optional(text);
const switched = v.optional(v.object({ Value: v.boolean() }));

/** The AWS CLI writes times as text, and its first version as seconds. */
const date = v.optional(
  v.pipe(
    v.union([text, v.number()]),
    v.transform((one) => new Date(typeof one === 'number' ? one * 1_000 : one)),
    v.check((one) => !Number.isNaN(one.getTime()), "isn't a valid time"),
    v.transform((one) => one.toISOString()),
  ),
);

/** A single rule, as describe-security-group-rules lists them. */
const SECURITY_GROUP_RULE = v.object({
  GroupId: text,
  IsEgress: v.boolean(),
  IpProtocol: protocol,
  FromPort: v.optional(port),
  ToPort: v.optional(port),
  CidrIpv4: optionalCidr,
  CidrIpv6: optionalCidr,
  PrefixListId: optional,
  ReferencedGroupInfo: v.optional(v.object({ GroupId: text })),
});
export type SecurityGroupRule = Fits<typeof SECURITY_GROUP_RULE>;

const FUNCTION = v.object({
  FunctionName: text,
  FunctionArn: optional,
  VpcConfig: v.optional(
    v.object({
      VpcId: optional,
      SubnetIds: v.optional(v.array(text), []),
      SecurityGroupIds: v.optional(v.array(text), []),
      Ipv6AllowedForDualStack: v.optional(v.boolean()),
    }),
  ),
  /** Of a function on Lambda Managed Instances, whose place is its capacity provider's. */
  CapacityProviderConfig: v.optional(
    v.object({
      LambdaManagedInstancesCapacityProviderConfig: v.optional(v.object({ CapacityProviderArn: optional })),
    }),
  ),
});
export type DescribedFunction = v.InferOutput<typeof FUNCTION>;

const CAPACITY_PROVIDER = v.object({
  CapacityProviderArn: text,
  VpcConfig: v.object({
    SubnetIds: v.optional(v.array(text), []),
    SecurityGroupIds: v.optional(v.array(text), []),
  }),
});
export type DescribedProvider = v.InferOutput<typeof CAPACITY_PROVIDER>;

/** What makes up resources, or tells of one thing: the shape of an item, by the key that lists it or a name for the document. */
export const PARTS = {
  SecurityGroupRules: SECURITY_GROUP_RULE,
  /** Of get-managed-prefix-list-entries, which does not say whose entries they are. */
  Entries: v.object({ Cidr: PREFIX_LIST.entries.Cidrs.wrapped.item }),
  ServiceDetails: v.object({
    ServiceName: optional,
    PrivateDnsName: optional,
    PrivateDnsNames: v.optional(v.array(v.object({ PrivateDnsName: optional })), []),
    AvailabilityZones: v.optional(v.array(text), []),
  }),
  Functions: FUNCTION,
  CapacityProviders: CAPACITY_PROVIDER,
  VpcAttribute: v.object({ VpcId: text, EnableDnsSupport: switched, EnableDnsHostnames: switched }),
  Secret: v.object({
    ARN: text,
    KmsKeyId: optional,
    DeletedDate: date,
    ReplicationStatus: v.optional(v.array(v.object({ Region: optional, Status: optional }))),
  }),
  Key: v.object({ Arn: text, KeyState: text, DeletionDate: date }),
  Caller: v.object({ Account: text, Arn: text }),
} as const;

export type PartKey = keyof typeof PARTS;
/** What fits one of these shapes. */
export type Items<K extends PartKey> = v.InferOutput<(typeof PARTS)[K]>[];

/** The kind of resource that a part tells of. */
export const KIND_OF: Readonly<Partial<Record<PartKey, ResourceKind>>> = {
  SecurityGroupRules: 'securityGroups',
  Entries: 'prefixLists',
  ServiceDetails: 'endpointServices',
  VpcAttribute: 'vpcDnsAttributes',
  Secret: 'secrets',
  Key: 'kmsKeys',
  Caller: 'callers',
};

type Document = Readonly<Record<string, unknown>>;

/** The one thing that a document tells of; null where it holds lists, or nothing that is read. */
export function singleIn(document: Document): { readonly key: PartKey; readonly item: unknown } | null {
  const has = (...keys: readonly string[]) => keys.every((key) => Object.hasOwn(document, key));
  if (has('VpcId') && (has('EnableDnsSupport') || has('EnableDnsHostnames')))
    return { key: 'VpcAttribute', item: document };
  if (has('KeyMetadata')) return { key: 'Key', item: document.KeyMetadata };
  if (has('Account', 'Arn', 'UserId')) return { key: 'Caller', item: document };
  if (has('FunctionName')) return { key: 'Functions', item: document };
  if (has('Configuration', 'Code')) return { key: 'Functions', item: document.Configuration };
  if (has('CapacityProvider')) return { key: 'CapacityProviders', item: document.CapacityProvider };
  return has('ARN', 'Name') ? { key: 'Secret', item: document } : null;
}

/** The command of the AWS CLI that tells of a kind. */
export function commandOf(kind: ResourceKind): string {
  const [service = '', operation = ''] = (RESOURCES[kind].reading.action ?? SERVICE.actions.describe).split(':');
  return `aws ${service} ${operation.replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}`;
}
