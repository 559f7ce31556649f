import * as v from 'valibot';
import { sentenceOf } from '../../lib/gather/target-of.ts';
import { UsageError } from '../../lib/model/errors.ts';

const requestSchema = v.object({
  /** The subnets of the stack's own endpoints. */
  SubnetIds: v.optional(v.array(v.string()), []),
  /** The verifiers' subnets. */
  ClientSubnetIds: v.optional(v.array(v.string()), []),
  /** Somebody else's endpoint. */
  VpcEndpointId: v.optional(v.string()),
  /** Value of the tag `Name` of the stack's own endpoint, which does not conflict with itself. */
  OwnName: v.optional(v.string(), ''),
});

/** What the template asks for. CloudFormation hands every property over as text or a list of texts. */
export type LookupRequest = v.InferOutput<typeof requestSchema>;

/** Reads the properties of the custom resource. Throws UsageError. */
export function parseRequest(properties: unknown): LookupRequest {
  const result = v.safeParse(requestSchema, properties);
  if (!result.success) throw new UsageError(`Custom::VpcOfSubnets: ${sentenceOf(result.issues[0])}`);
  const { SubnetIds, ClientSubnetIds } = result.output;
  if (SubnetIds.length + ClientSubnetIds.length === 0)
    throw new UsageError('Custom::VpcOfSubnets needs SubnetIds or ClientSubnetIds');
  return result.output;
}
