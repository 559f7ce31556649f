import * as v from 'valibot';
import { sentenceOf } from '../../lib/gather/target-of.ts';
import { UsageError } from '../../lib/model/errors.ts';

const ids = v.optional(v.array(v.string()), []);
const flag = (fallback: 'true' | 'false') => v.optional(v.picklist(['true', 'false']), fallback);

const requestSchema = v.object({
  /** The VPC that the template names; absent where the stack makes no endpoint. */
  VpcId: v.optional(v.string()),
  /** The subnets of the stack's own endpoint of Secrets Manager. */
  SubnetIds: ids,
  /** The subnets of its endpoint of EC2. */
  Ec2SubnetIds: ids,
  /** The verifiers' subnets. */
  ClientSubnetIds: ids,
  /** Somebody else's endpoint. */
  VpcEndpointId: v.optional(v.string()),
  /** The stack's own endpoints do not conflict with themselves. */
  AccountId: v.optional(v.string()),
  StackName: v.optional(v.string(), ''),
  /** The names of the services that endpoints are made for. */
  ServiceNames: ids,
  IpAddressType: v.optional(v.string(), 'ipv4'),
  PrivateDns: flag('true'),
  AllowCutOff: flag('false'),
  /** Whom the endpoint lets in, and groups that it has beside its own. */
  Groups: ids,
  Cidrs: ids,
  PrefixListIds: ids,
  EndpointGroups: ids,
  /** The groups that the endpoint of EC2 lets in. */
  Ec2Groups: ids,
});

/** What the template asks for. CloudFormation hands every property over as text or a list of texts. */
export type LookupRequest = v.InferOutput<typeof requestSchema>;

/** Reads the properties of the custom resource. Throws UsageError. */
export function parseRequest(properties: unknown): LookupRequest {
  const result = v.safeParse(requestSchema, properties);
  if (!result.success) throw new UsageError(`Custom::VpcOfSubnets: ${sentenceOf(result.issues[0])}`);
  const { SubnetIds, Ec2SubnetIds, ClientSubnetIds } = result.output;
  if (SubnetIds.length + Ec2SubnetIds.length + ClientSubnetIds.length === 0)
    throw new UsageError('Custom::VpcOfSubnets needs SubnetIds or ClientSubnetIds');
  return result.output;
}
