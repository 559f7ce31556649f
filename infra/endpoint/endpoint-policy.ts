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
 * The endpoint's policy: whoever belongs to this account, or some secrets for everybody, or the user's own. Every one of them
 * keeps two things usable: the canaries, without which a verifier would be red for the policy alone, and the random password
 * that a rotation function asks for, which no resource can be named for. A Deny in a policy of the user's own still wins.
 */
export function endpointPolicy(choice: EndpointPolicyChoice, canaryArns: readonly string[]): EndpointPolicyDocument {
  const version = { Version: '2012-10-17' } as const;
  if (choice === 'own-account') return { ...version, Statement: [OWN_ACCOUNT] };
  const kept = [...(canaryArns.length > 0 ? [canaries(canaryArns)] : []), RANDOM_PASSWORD];
  const chosen: readonly Statement[] = 'document' in choice ? choice.document.Statement : [named(choice.secrets)];
  return { ...version, Statement: [...chosen, ...kept] };
}

/** By condition and not by principal: it holds for users, roles and what they became by federation alike. */
const OWN_ACCOUNT: Statement = {
  Sid: 'OwnAccount',
  Effect: 'Allow',
  Principal: '*',
  Action: 'secretsmanager:*',
  Resource: '*',
  Condition: { StringEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID } },
};

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

const RANDOM_PASSWORD: Statement = {
  Sid: 'RandomPassword',
  Effect: 'Allow',
  Principal: '*',
  Action: 'secretsmanager:GetRandomPassword',
  Resource: '*',
};
