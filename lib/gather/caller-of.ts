import type { Caller } from '../model/aws-services.ts';

/** A user, or a role without the name of its session, which is a person's often. Source: IAM User Guide, "IAM identifiers". */
const PRINCIPAL =
  /^arn:aws[\w-]{0,20}:(?:sts|iam)::\d{12}:(?:assumed-role\/[\w+=,.@-]{1,64}|user\/[\w+=,.@/-]{1,576}|root)/;

/** Who asks, as STS tells it. */
export function callerOf(accountId: string, told: string): Caller {
  const arn = PRINCIPAL.exec(told)?.[0];
  return { accountId, ...(arn === undefined ? {} : { arn }) };
}
