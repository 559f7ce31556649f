import type { Check } from '../../../model/check.ts';
import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { type DenialByPolicy, denialCheck } from '../support/denial-check.ts';
import { readPolicy } from '../support/endpoint-policy.ts';
import { secretCommand } from '../support/secret-command.ts';

/**
 * Denials by the kind of policy that AWS's sentence names, one row each: for want of an allow, or by an explicit deny.
 * Source: IAM User Guide, "Troubleshoot access denied error messages".
 */
const DENIALS: readonly DenialByPolicy[] = [
  // The call arrived at the endpoint, and no statement of its policy allows this caller, action and secret together. The
  // same call from outside the VPC would pass. Changes of an endpoint policy take some minutes to apply.
  {
    code: 'iam/vpce-implicit',
    title: "The endpoint's policy does not allow reading this secret",
    healthy: 'the policy of the endpoint allows the call',
    kind: 'VPC endpoint',
    effect: 'implicit',
    fixes: ({ target }) => [
      { say: `Allow ${SERVICE.actions.read} on ${secretIdOf(target)} in the policy of the endpoint` },
      readPolicy(target),
    ],
  },
  // The call arrived at the endpoint, and a Deny statement of its policy applies; it beats every Allow.
  {
    code: 'iam/vpce-explicit',
    title: "The endpoint's policy forbids reading this secret",
    healthy: 'the policy of the endpoint does not forbid the call',
    kind: 'VPC endpoint',
    effect: 'explicit',
    fixes: ({ target }) => [
      { say: 'Find the Deny statement in the policy of the endpoint, and its condition' },
      readPolicy(target),
    ],
  },
  // No policy of the role allows the call on the secret. An exact ARN in a policy stops matching when the secret is
  // made again: its suffix of six characters is new.
  {
    code: 'iam/identity-implicit',
    title: 'The role has no permission to read the secret',
    healthy: 'the role may read the secret',
    kind: 'identity-based',
    effect: 'implicit',
    fixes: ({ target }) => [
      {
        say: `Allow ${SERVICE.actions.read} on ${secretIdOf(target)} in a policy of the role; end the ARN with -?????? so that it survives a new suffix`,
      },
    ],
  },
  // A Deny statement in a policy of the role applies; it beats every Allow.
  {
    code: 'iam/identity-explicit',
    title: 'A policy of the role forbids reading the secret',
    healthy: 'no policy of the role forbids it',
    kind: 'identity-based',
    effect: 'explicit',
    fixes: (_, { policyArn }) => [
      {
        say: `Find the Deny statement ${policyArn ? `in ${policyArn}` : 'in the policies of the role'} and its condition`,
      },
    ],
  },
  // A permissions boundary caps what the policies of the role can give; this call is outside it.
  {
    code: 'iam/boundary-implicit',
    title: "The role's permissions boundary does not include reading the secret",
    healthy: 'the permissions boundary includes the call',
    kind: 'permissions boundary',
    effect: 'implicit',
    fixes: (_, { policyArn }) => [
      {
        say: `Add ${SERVICE.actions.read} to the permissions boundary${policyArn ? ` ${policyArn}` : ''} of the role`,
      },
    ],
  },
  // A Deny statement in the role's permissions boundary applies.
  {
    code: 'iam/boundary-explicit',
    title: "The role's permissions boundary forbids reading the secret",
    healthy: 'the permissions boundary forbids nothing',
    kind: 'permissions boundary',
    effect: 'explicit',
    fixes: (_, { policyArn }) => [
      { say: `Find the Deny statement in the permissions boundary${policyArn ? ` ${policyArn}` : ''} of the role` },
    ],
  },
  // Whoever assumed the role passed a session policy; the session has only what both allow.
  {
    code: 'iam/session-implicit',
    title: 'The session was opened without the permission to read the secret',
    healthy: 'the session includes the call',
    kind: 'session',
    effect: 'implicit',
    fixes: () => [
      { say: 'Widen the session policy where the role is assumed (the Policy or PolicyArns given to AssumeRole)' },
    ],
  },
  // A Deny statement in the session policy given to AssumeRole applies.
  {
    code: 'iam/session-explicit',
    title: 'The session policy forbids reading the secret',
    healthy: 'the session policy forbids nothing',
    kind: 'session',
    effect: 'explicit',
    fixes: () => [{ say: 'Find the Deny statement in the session policy where the role is assumed' }],
  },
  // An organization that uses allow lists must allow the action at every level above the account.
  {
    code: 'iam/scp-implicit',
    title: 'No service control policy allows reading the secret',
    healthy: 'service control policies allow the call',
    kind: 'service control',
    effect: 'implicit',
    fixes: () => [
      { say: `Ask the administrator of the organization to allow ${SERVICE.actions.read} for the account` },
    ],
  },
  // A service control policy of the organization denies; only the management account can see and change it.
  {
    code: 'iam/scp-explicit',
    title: 'A service control policy forbids reading the secret',
    healthy: 'no service control policy forbids it',
    kind: 'service control',
    effect: 'explicit',
    fixes: (_, { policyArn }) => [
      {
        say: `Ask the administrator of the organization about ${policyArn ?? `the service control policy that denies ${SERVICE.operation}`}`,
      },
    ],
  },
  // A resource control policy of the organization denies, often for calls from outside a data perimeter (aws:SourceVpce,
  // aws:PrincipalOrgID).
  {
    code: 'iam/rcp-explicit',
    title: 'A resource control policy forbids reading the secret',
    healthy: 'no resource control policy forbids it',
    kind: 'resource control',
    effect: 'explicit',
    fixes: (_, { policyArn }) => [
      {
        say: `Ask the administrator of the organization about ${policyArn ?? `the resource control policy that denies ${SERVICE.operation}`}, and which endpoint it expects`,
      },
    ],
  },
  // Across accounts the secret's policy must allow the caller, beside the caller's own. The same words come for a secret ARN
  // of another account or region than meant.
  {
    code: 'iam/resource-implicit',
    title: "The secret's own policy does not let this caller in",
    healthy: 'the policy of the secret lets the caller in',
    kind: 'resource-based',
    effect: 'implicit',
    fixes: ({ target }) => [
      {
        say: "Compare account and region in the secret's ARN with the caller's; across accounts, allow the caller in the secret's policy",
      },
      {
        say: 'Read the policy of the secret',
        run: secretCommand(target, 'readPolicy'),
      },
    ],
  },
  // A Deny in the secret's policy applies, most often one that names the endpoint (aws:SourceVpce) or the VPC: the call came
  // another way, or the endpoint was made again and has a new id.
  {
    code: 'iam/resource-explicit',
    title: "The secret's own policy forbids this call",
    healthy: 'the policy of the secret does not forbid the call',
    kind: 'resource-based',
    effect: 'explicit',
    fixes: ({ target }) => [
      { say: "Compare the aws:SourceVpce or aws:SourceVpc of the secret's policy with the endpoint in use" },
      {
        say: 'Read the policy of the secret',
        run: secretCommand(target, 'readPolicy'),
      },
    ],
  },
];

/** A check for each of them. */
export const denialChecks: readonly Check[] = DENIALS.map(denialCheck);
