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
 * Reads the grammar of AWS's access-denied messages. Null for any other sentence.
 * Source: IAM User Guide, "Troubleshoot access denied error messages".
 */
export function parseDenial(message: string): Denial | null {
  const head = /(?:User: (\S+) )?is not authorized to perform: ([\w-]+:\w+)(?: on resource: (\S+))?/i.exec(message);
  if (!head?.[2]) return null;
  const rest = message.slice(head.index + head[0].length);
  const implicit = /because (?:no|the) (.*)/is.exec(rest);
  const explicit = /with an explicit deny(?: in (?:an?|the) (.*))?/is.exec(rest);
  return {
    principal: head[1] ?? null,
    action: head[2],
    resource: head[3]?.replace(/[.,]$/, '') ?? null,
    effect: explicit ? 'explicit' : implicit ? 'implicit' : null,
    kind: kindAt(explicit?.[1] ?? implicit?.[1] ?? ''),
    policyArn: /: (arn:[\w-]+:(?:iam|organizations):\S+?)[.,]?(?=\s|$)/i.exec(rest)?.[1] ?? null,
  };
}

const kindAt = (text: string): PolicyKind | null => KINDS.find(([words]) => words.test(text))?.[1] ?? null;
