import { askPolicy, contextOf } from './policy.ts';
import { FUNCTION_NAME } from './sandbox.ts';
import { serviceHost, type World } from './world.ts';

/** Whether the function may have a secret under a key of its own decrypted: Secrets Manager asks KMS in the caller's name. */
export function mayDecrypt(world: World, secretArn: string): boolean {
  const context = {
    ...contextOf(world),
    'kms:ViaService': serviceHost(world),
    'kms:EncryptionContext:SecretARN': secretArn,
  };
  return askPolicy(world.Role.PolicyDocument, 'kms:Decrypt', world.KmsKey.Arn, context) === 'allow';
}

/** Why a call of the function is denied, in AWS's words; null where it is not. The endpoint's policy is asked first, as the call meets it first. */
export function denialOf(world: World, operation: string, resource: string, throughEndpoint: boolean): string | null {
  const action = `secretsmanager:${operation}`;
  const own = Object.values(world.Secrets).find((secret) => secret?.ARN === resource)?.ResourcePolicy;
  const policies = [
    ...(throughEndpoint ? [['VPC endpoint', 'a', world.VpcEndpoint.PolicyDocument] as const] : []),
    ...(own ? [['resource-based', 'a', own] as const] : []),
    ['identity-based', 'an', world.Role.PolicyDocument] as const,
  ];
  const context = {
    ...contextOf(world),
    ...(throughEndpoint ? { 'aws:SourceVpce': world.VpcEndpoint.VpcEndpointId, 'aws:SourceVpc': world.Vpc.VpcId } : {}),
  };
  for (const [kind, article, policy] of policies) {
    const answer = askPolicy(policy, action, resource, context);
    // A secret's own policy only adds where it allows: within one account silence is no denial.
    if (answer === 'allow' || (kind === 'resource-based' && answer === 'implicit-deny')) continue;
    const who = `arn:aws:sts::${world.AccountId}:assumed-role/${world.Role.RoleName}/${FUNCTION_NAME}`;
    const why =
      answer === 'explicit-deny'
        ? `with an explicit deny in ${article} ${kind} policy`
        : `because no ${kind} policy allows the ${action} action`;
    return `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
  }
  return null;
}
