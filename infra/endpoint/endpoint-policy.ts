import { Aws } from 'aws-cdk-lib';
import type { EndpointPolicyChoice } from '../configuration.ts';

interface Statement {
  readonly Sid?: string;
  readonly [key: string]: unknown;
}

/** A policy document as the endpoint takes it. */
export interface EndpointPolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/**
 * The endpoint's policy: whoever belongs to this account, to others as well or to an organization; some secrets for everybody; the
 * user's own; or none to speak of. Those that name secrets keep usable what no resource can be named for, and the canaries,
 * without which a verifier would be red for the policy alone. A Deny in a policy of the user's own still wins.
 */
export function endpointPolicy(choice: EndpointPolicyChoice, canaryArns: readonly string[]): EndpointPolicyDocument {
  const statements = (...Statement: readonly Statement[]) => ({ Version: '2012-10-17', Statement }) as const;
  if (choice === 'full-access') return statements({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' });
  if (choice === 'own-account') return statements(members('OwnAccount', 'aws:PrincipalAccount', Aws.ACCOUNT_ID));
  if ('accounts' in choice)
    return statements(members('Accounts', 'aws:PrincipalAccount', [Aws.ACCOUNT_ID, ...choice.accounts]));
  if ('organization' in choice) return statements(members('Organization', 'aws:PrincipalOrgID', choice.organization));
  const kept = [...(canaryArns.length > 0 ? [canaries(canaryArns)] : []), WITHOUT_RESOURCE];
  return statements(...('document' in choice ? choice.document.Statement : [named(choice.secrets)]), ...kept);
}

/** By condition and not by principal: it holds for users, roles and what they became by federation alike. */
const members = (Sid: string, key: string, of: string | readonly string[]): Statement => ({
  Sid,
  Effect: 'Allow',
  Principal: '*',
  Action: 'secretsmanager:*',
  Resource: '*',
  Condition: { StringEquals: { [key]: of } },
});

const named = (secrets: readonly string[]): Statement => ({
  Sid: 'NamedSecrets',
  Effect: 'Allow',
  Principal: '*',
  Action: 'secretsmanager:*',
  Resource: secrets,
});

const canaries = (arns: readonly string[]): Statement => ({
  Sid: 'Canaries',
  Effect: 'Allow',
  Principal: '*',
  Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
  Resource: arns,
});

/** Rotation's random password, and reads of many secrets at once, each of which is still judged as a read of its own. */
const WITHOUT_RESOURCE: Statement = {
  Sid: 'WithoutResource',
  Effect: 'Allow',
  Principal: '*',
  Action: ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetRandomPassword'],
  Resource: '*',
};
