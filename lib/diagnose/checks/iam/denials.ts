import type { Denial } from '../../../evaluate/iam/denial-message.ts';
import type { Check } from '../../../model/check.ts';
import type { Target } from '../../../model/run.ts';
import type { Look } from '../../../model/step.ts';
import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { changePolicy } from '../../steps/policies.ts';
import { type DenialByPolicy, denialCheck } from '../support/denial-check.ts';
import { readingPolicy, readPolicy } from '../support/endpoint-policy.ts';
import { secretCommand } from '../support/secret-command.ts';

/** One change of a policy, in words that may hold the target and the policy's ARN, and how to see the policy beforehand. */
const change =
  (
    kind: Parameters<typeof changePolicy>[0],
    say: (target: Target, policyArn: Denial['policyArn']) => string,
    looks?: (target: Target) => readonly Look[],
  ): DenialByPolicy['repair'] =>
  ({ target }, { policyArn }) => ({
    steps: [changePolicy(kind, say(target, policyArn))],
    ...(looks ? { looks: looks(target) } : {}),
  });

const allowReading = (target: Target): string => `Allow ${SERVICE.actions.read} on ${secretIdOf(target)}`;

/** What to do about a Deny, which no Allow can outweigh. */
const exemptIn = (policy: string): string => `Exempt this call from the Deny statement in ${policy}`;

const boundaryOf = (policyArn: string | null): string =>
  ["the role's permissions boundary", policyArn].filter(Boolean).join(' ');

const sessionPolicy = 'the session policy that AssumeRole is called with';

const readSecretPolicy = (target: Target): readonly Look[] => [
  { say: "Read the secret's policy", run: secretCommand(target, 'readPolicy'), from: 'anywhere' },
];

/**
 * Denials by the kind of policy that AWS's sentence names, one row each: for want of an allow, or by an explicit deny.
 * Source: IAM User Guide, "Troubleshoot access denied error messages".
 */
const DENIALS: readonly DenialByPolicy[] = [
  // The call arrived at the endpoint, and no statement of its policy allows this caller, action and secret together. The
  // same call from outside the VPC would pass. Changes of an endpoint policy take some minutes to apply.
  {
    code: 'iam/vpce-implicit',
    title: "The endpoint's policy doesn't allow reading this secret",
    healthy: "the endpoint's policy allows the call",
    kind: 'VPC endpoint',
    effect: 'implicit',
    repair: change('endpoint', (target) => `${allowReading(target)} in the endpoint's policy`, readPolicy),
  },
  // The call arrived at the endpoint, and a Deny statement of its policy applies; it beats every Allow.
  {
    code: 'iam/vpce-explicit',
    title: "The endpoint's policy explicitly denies reading this secret",
    healthy: "the endpoint's policy has no Deny for the call",
    kind: 'VPC endpoint',
    effect: 'explicit',
    repair: change('endpoint', () => exemptIn("the endpoint's policy"), readPolicy),
  },
  // No policy of the role allows the call on the secret. An exact ARN in a policy stops matching when the secret is
  // recreated: its suffix of six characters is new.
  {
    code: 'iam/identity-implicit',
    title: 'The role has no permission to read the secret',
    healthy: 'the role may read the secret',
    kind: 'identity-based',
    effect: 'implicit',
    repair: change(
      'role',
      (target) =>
        `${allowReading(target)} in a policy of the role; an ARN that ends in -?????? still matches if the secret is recreated`,
    ),
  },
  // A Deny statement in a policy of the role applies; it beats every Allow.
  {
    code: 'iam/identity-explicit',
    title: "One of the role's policies explicitly denies reading the secret",
    healthy: 'no policy of the role has a Deny for the call',
    kind: 'identity-based',
    effect: 'explicit',
    repair: change('role', (_, policyArn) => exemptIn(policyArn ?? "one of the role's policies")),
  },
  // A permissions boundary caps what the policies of the role can give; this call is outside it.
  {
    code: 'iam/boundary-implicit',
    title: "The role's permissions boundary doesn't allow reading the secret",
    healthy: "the role's permissions boundary allows the call",
    kind: 'permissions boundary',
    effect: 'implicit',
    repair: change('boundary', (_, policyArn) => `Add ${SERVICE.actions.read} to ${boundaryOf(policyArn)}`),
  },
  // A Deny statement in the role's permissions boundary applies.
  {
    code: 'iam/boundary-explicit',
    title: "The role's permissions boundary explicitly denies reading the secret",
    healthy: "the role's permissions boundary has no Deny for the call",
    kind: 'permissions boundary',
    effect: 'explicit',
    repair: change('boundary', (_, policyArn) => exemptIn(boundaryOf(policyArn))),
  },
  // The program that assumed the role passed a session policy; the session has only what both allow.
  {
    code: 'iam/session-implicit',
    title: "The session policy doesn't allow reading the secret",
    healthy: 'the session policy allows the call',
    kind: 'session',
    effect: 'implicit',
    repair: change('session', () => `Allow ${SERVICE.actions.read} in ${sessionPolicy} (Policy or PolicyArns)`),
  },
  // A Deny statement in the session policy given to AssumeRole applies.
  {
    code: 'iam/session-explicit',
    title: 'The session policy explicitly denies reading the secret',
    healthy: 'the session policy has no Deny for the call',
    kind: 'session',
    effect: 'explicit',
    repair: change('session', () => exemptIn(sessionPolicy)),
  },
  // An organization that uses allow lists must allow the action at every level above the account.
  {
    code: 'iam/scp-implicit',
    title: 'No service control policy allows reading the secret',
    healthy: 'service control policies allow the call',
    kind: 'service control',
    effect: 'implicit',
    repair: change(
      'organization',
      () => `Ask the organization's administrator to allow ${SERVICE.actions.read} at every level above the account`,
    ),
  },
  // A service control policy of the organization denies; only the management account can see and change it.
  {
    code: 'iam/scp-explicit',
    title: 'A service control policy explicitly denies reading the secret',
    healthy: 'no service control policy has a Deny for the call',
    kind: 'service control',
    effect: 'explicit',
    repair: change(
      'organization',
      (_, policyArn) =>
        `Ask the organization's administrator to exempt this call in ${policyArn ?? `the service control policy that denies ${SERVICE.operation}`}`,
    ),
  },
  // A resource control policy of the organization denies, often for calls from outside a data perimeter (aws:SourceVpce,
  // aws:PrincipalOrgID).
  {
    code: 'iam/rcp-explicit',
    title: 'A resource control policy explicitly denies reading the secret',
    healthy: 'no resource control policy has a Deny for the call',
    kind: 'resource control',
    effect: 'explicit',
    repair: change(
      'organization',
      (_, policyArn) =>
        `Ask the organization's administrator which endpoint ${policyArn ?? `the resource control policy that denies ${SERVICE.operation}`} expects, and to add yours if the call used it`,
    ),
  },
  // Across accounts the secret's policy must allow the caller, beside the caller's own. The same words come for a secret ARN
  // of another account or region than meant.
  {
    code: 'iam/resource-implicit',
    title: "The secret's policy doesn't allow this caller",
    healthy: "the secret's policy allows the caller",
    kind: 'resource-based',
    effect: 'implicit',
    repair: change(
      'secret',
      () => "If account and Region in the secret's ARN are the ones you mean, allow the caller in the secret's policy",
      readSecretPolicy,
    ),
  },
  // A Deny in the secret's policy applies, most often one that names the endpoint (aws:SourceVpce) or the VPC: the call came
  // by another path, or the endpoint was recreated and has a new id.
  {
    code: 'iam/resource-explicit',
    title: "The secret's policy explicitly denies this call",
    healthy: "the secret's policy has no Deny for the call",
    kind: 'resource-based',
    effect: 'explicit',
    repair: change(
      'secret',
      () =>
        "If the call used the endpoint, exempt it from the Deny in the secret's policy (often aws:SourceVpce or aws:SourceVpc); if not, repair the path instead",
      readSecretPolicy,
    ),
  },
];

/** A check for each of them. */
export const denialChecks: readonly Check[] = DENIALS.map((one) =>
  one.kind === 'VPC endpoint' ? readingPolicy(denialCheck(one), one) : denialCheck(one),
);
