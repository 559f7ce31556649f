/** Which policy an AWS denial names. */
export type PolicyKind =
  | 'identity-based'
  | 'resource-based'
  | 'VPC endpoint'
  | 'service control'
  | 'resource control'
  | 'permissions boundary'
  | 'session'
  | 'role trust';

/** An `is not authorized to perform` sentence, taken apart. Fields are null where the sentence does not say. */
export interface Denial {
  readonly principal: string | null;
  readonly action: string;
  readonly resource: string | null;
  readonly effect: 'implicit' | 'explicit' | null;
  readonly kind: PolicyKind | null;
  /** The action that no policy allows, where the sentence says: it may be another than the one that was called. */
  readonly reasonAction: string | null;
  /** The policy through which that one applies, as an endpoint's policy through a service control policy. */
  readonly through: PolicyKind | null;
  /** Since 2026 a denial may end with the ARN of the policy that denied. */
  readonly policyArn: string | null;
}

const KINDS: readonly (readonly [RegExp, PolicyKind])[] = [
  [/^identity-based policy/i, 'identity-based'],
  [/^resource-based policy/i, 'resource-based'],
  [/^vpc endpoint policy/i, 'VPC endpoint'],
  [/^service control policy/i, 'service control'],
  [/^resource control policy/i, 'resource control'],
  [/^permissions boundary/i, 'permissions boundary'],
  [/^sessions? policy/i, 'session'],
  [/^role trust policy/i, 'role trust'],
];

/**
 * Reads the grammar of AWS's access-denied messages, wrapped over lines or not. Null for any other sentence.
 * Source: IAM User Guide, "Troubleshoot access denied error messages".
 */
export function parseDenial(message: string): Denial | null {
  const text = message.replace(/\s+/g, ' ');
  const head = /(?:User: (\S+) )?is not authorized to perform: ([\w-]+:\w+)(?: on resource: (\S+))?/i.exec(text);
  if (!head?.[2]) return null;
  const rest = text.slice(head.index + head[0].length);
  const implicit = /because (?:no|the) (.*)/i.exec(rest);
  const explicit = /with an explicit deny(?: in (?:an?|the) (.*))?/i.exec(rest);
  return {
    principal: head[1] ?? null,
    action: head[2],
    resource: head[3]?.replace(/[.,]$/, '') ?? null,
    effect: explicit ? 'explicit' : implicit ? 'implicit' : null,
    kind: kindAt(explicit?.[1] ?? implicit?.[1] ?? ''),
    reasonAction: / allows the ([\w-]+:\w+) action/i.exec(rest)?.[1] ?? null,
    through: kindAt(/ transitively through (?:an?|the) (.*)/i.exec(rest)?.[1] ?? ''),
    policyArn: /: (arn:[\w-]+:(?:iam|organizations):\S+?)[.,]?(?=\s|$)/i.exec(rest)?.[1] ?? null,
  };
}

/** The sentence that says a denial, in AWS's own words: what it is read from again. */
export function sayDenial({ effect, kind, through, ...denial }: Denial): string {
  const { principal, action, resource, reasonAction, policyArn } = denial;
  return [
    principal === null ? '' : `User: ${principal} `,
    `is not authorized to perform: ${action}`,
    resource === null ? '' : ` on resource: ${resource}`,
    effect === 'implicit'
      ? ` because no ${kind === null ? 'policy' : policyNamed(kind)} allows the ${reasonAction ?? action} action`
      : '',
    effect === 'explicit'
      ? ` with an explicit deny${inPolicy('in', kind)}${inPolicy('transitively through', through)}`
      : '',
    policyArn === null ? '' : `: ${policyArn}`,
  ].join('');
}

/** A kind of policy as AWS's sentences name it. */
export const policyNamed = (kind: PolicyKind): string => (kind === 'permissions boundary' ? kind : `${kind} policy`);

const inPolicy = (how: string, kind: PolicyKind | null): string =>
  kind === null ? '' : ` ${how} ${kind === 'identity-based' ? 'an' : 'a'} ${policyNamed(kind)}`;

const kindAt = (text: string): PolicyKind | null => KINDS.find(([words]) => words.test(text))?.[1] ?? null;
