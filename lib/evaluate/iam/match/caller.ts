import { type Lookup, onlyValueOf } from '../request.ts';
import { type Truth, truthOf } from '../truth.ts';

export type CallerKind = 'user' | 'role' | 'session' | 'federated' | 'root' | 'service' | 'anonymous' | 'unknown';

/** Who calls, taken apart. */
export interface Caller {
  readonly kind: CallerKind;
  readonly arn: string;
  readonly partition: string;
  /** Empty for services and whoever isn't known. */
  readonly account: string;
  /** The user's or role's name, without its path. */
  readonly name: string;
  /** A service's own role: organization policies don't apply to it. */
  readonly isServiceLinked: Truth;
}

const NOBODY = { partition: '', account: '', name: '', isServiceLinked: 'no' } as const;

/** Reads a caller's ARN or a service principal; whatever is neither is somebody unknown. */
export function callerOf(principal: string | null, lookup: Lookup): Caller {
  if (principal === null) return { ...NOBODY, kind: 'unknown', arn: '', isServiceLinked: 'unknown' };
  if (principal === '*') return { ...NOBODY, kind: 'anonymous', arn: principal };
  const arn = parseCallerArn(principal);
  if (arn === null) {
    const kind = !principal.startsWith('arn:') && principal.includes('.') ? 'service' : 'unknown';
    return { ...NOBODY, kind, arn: principal, isServiceLinked: kind === 'service' ? 'no' : 'unknown' };
  }
  return { ...arn, arn: principal, isServiceLinked: serviceLinked(arn, principal, lookup) };
}

export interface CallerArn {
  readonly kind: 'user' | 'role' | 'session' | 'federated' | 'root';
  readonly partition: string;
  readonly account: string;
  readonly name: string;
}

/** An ARN that may stand for somebody who calls; null for any other text. */
export function parseCallerArn(text: string): CallerArn | null {
  const [arn, partition = '', service, , account = '', ...rest] = text.split(':');
  if (arn !== 'arn' || rest.length === 0) return null;
  const resource = rest.join(':');
  if (service === 'iam' && resource === 'root') return { kind: 'root', partition, account, name: '' };
  const [type = '', ...path] = resource.split('/');
  const kind = KINDS[`${service}:${type}`];
  if (kind === undefined || path.length === 0) return null;
  // A session's first part is its role, the last part of a user or role is its name.
  return { kind, partition, account, name: (kind === 'session' ? path[0] : path.at(-1)) ?? '' };
}

const KINDS: Readonly<Record<string, CallerArn['kind']>> = {
  'iam:user': 'user',
  'iam:role': 'role',
  'sts:assumed-role': 'session',
  'sts:federated-user': 'federated',
};

/** A session's ARN has no path, which tells it; the role's ARN among the call's keys does. */
function serviceLinked({ kind, name }: CallerArn, principal: string, lookup: Lookup): Truth {
  if (kind === 'role') return truthOf(principal.includes(':role/aws-service-role/'));
  if (kind !== 'session' || !name.startsWith('AWSServiceRoleFor')) return 'no';
  const role = onlyValueOf(lookup, 'aws:PrincipalArn');
  return role === null ? 'unknown' : truthOf(role.includes(':role/aws-service-role/'));
}
