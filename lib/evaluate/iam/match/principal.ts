import type { PrincipalElement, PrincipalEntry } from '../document/statement.ts';
import { type Lookup, onlyValueOf } from '../request.ts';
import { all, any, type Truth, truthOf } from '../truth.ts';
import { type Caller, type CallerArn, parseCallerArn } from './caller.ts';

/** How closely an entry names who calls: what else must allow, and what caps it, depends on it. */
export type Grade = 'direct' | 'role' | 'account';

export const GRADES: readonly Grade[] = ['direct', 'role', 'account'];

export type Graded = Readonly<Record<Grade, Truth>>;

/** What principals are compared with. */
export interface Asker {
  readonly caller: Caller;
  readonly lookup: Lookup;
  /** The partition of the resource: a bare account id means the one there. */
  readonly partition: string;
  /** Whether the caller has a permissions boundary. */
  readonly hasBoundary: Truth;
}

/** Which grade of entry names the caller, one truth each. */
export function meetsPrincipal({ entries }: PrincipalElement, asker: Asker): Graded {
  const met = entries.map((entry) => meetsEntry(entry, asker));
  const of = (grade: Grade): Truth => any(met.map((one) => (one.grade === grade ? one.truth : 'no')));
  return { direct: of('direct'), role: of('role'), account: of('account') };
}

interface Met {
  readonly grade: Grade;
  readonly truth: Truth;
}

function meetsEntry({ type, value }: PrincipalEntry, asker: Asker): Met {
  const { caller } = asker;
  const direct = (truth: Truth): Met => ({ grade: 'direct', truth });
  if (type === 'everyone') return direct('yes');
  if (type === 'Service') return direct(truthOf(caller.kind === 'service' && caller.arn === value));
  if (type !== 'AWS') return direct('no');
  // AWS doesn't say whether this form means services too.
  if (value === '*') return direct(caller.kind === 'service' ? 'unknown' : 'yes');
  if (caller.kind === 'unknown') return direct('unknown');
  if (caller.account === '') return direct('no');
  if (/^\d+$/.test(value))
    return { grade: 'account', truth: truthOf(value === caller.account && isIn(caller, asker.partition)) };
  const named = parseCallerArn(value);
  if (named === null) return meetsUniqueId(value, asker);
  if (named.account !== caller.account || named.partition !== caller.partition) return direct('no');
  return named.kind === 'root' ? { grade: 'account', truth: 'yes' } : meetsNamed(named, value, asker);
}

const isIn = ({ partition }: Caller, other: string): boolean => other === '' || other === '*' || partition === other;

function meetsNamed(named: CallerArn, value: string, { caller, lookup }: Asker): Met {
  if (named.kind === 'role') {
    // A session's ARN has no path, and role names are unique in an account whatever their path.
    const isSame = caller.kind === 'session' ? named.name === caller.name : value === caller.arn;
    return { grade: 'role', truth: truthOf(isSame) };
  }
  if (named.kind === 'user' && caller.kind === 'federated') {
    const user = onlyValueOf(lookup, 'aws:PrincipalArn');
    const isKnown = user !== null && parseCallerArn(user)?.kind === 'user';
    return { grade: 'role', truth: isKnown ? truthOf(user === value) : 'unknown' };
  }
  // Which session of the role will call isn't known yet.
  if (named.kind === 'session' && caller.kind === 'role')
    return { grade: 'direct', truth: named.name === caller.name ? 'unknown' : 'no' };
  return { grade: 'direct', truth: truthOf(value === caller.arn) };
}

/** AWS stores principals by unique id, and shows the id where its owner is gone. Source: IAM User Guide, "IAM identifiers". */
function meetsUniqueId(value: string, { caller, lookup }: Asker): Met {
  const isRole = value.startsWith('AROA');
  const isUser = value.startsWith('AIDA');
  const grade = isRole ? 'role' : 'direct';
  if (!isRole && !isUser) return { grade, truth: 'no' };
  if (caller.kind === 'federated') return { grade: 'role', truth: isUser ? 'unknown' : 'no' };
  if (isUser ? caller.kind !== 'user' : caller.kind !== 'role' && caller.kind !== 'session')
    return { grade, truth: 'no' };
  const id = onlyValueOf(lookup, 'aws:userid');
  return { grade, truth: id === null ? 'unknown' : truthOf(id.split(':')[0] === value) };
}

/**
 * Whether a NotPrincipal's Deny is about the caller. AWS may look at the account, then the role, then the session, so that all of
 * them must be listed; whoever has a permissions boundary is always denied.
 * Source: IAM User Guide, "IAM JSON policy elements: NotPrincipal".
 */
export function isNotListed({ entries }: PrincipalElement, asker: Asker): Truth {
  const { caller, hasBoundary } = asker;
  if (entries.length === 0 || caller.kind === 'unknown') return 'unknown';
  const listed = { ...meetsPrincipal({ entries, except: false }, asker) };
  const everyone = any(entries.filter(isEveryone).map((entry) => meetsEntry(entry, asker).truth));
  const forms = FORMS[caller.kind].map((grade) => any([everyone, listed[grade]]));
  const isDenied = forms.every((form) => form === 'no') ? 'yes' : all(forms) === 'yes' ? 'no' : 'unknown';
  if (caller.kind === 'root' || caller.kind === 'service' || caller.kind === 'anonymous') return isDenied;
  if (hasBoundary === 'yes') return caller.kind === 'federated' ? any([isDenied, 'unknown']) : 'yes';
  return hasBoundary === 'no' ? isDenied : any([isDenied, 'unknown']);
}

const isEveryone = ({ type, value }: PrincipalEntry): boolean => type === 'everyone' || value === '*';

/** As what a caller may be listed. */
const FORMS: Readonly<Record<Exclude<Caller['kind'], 'unknown'>, readonly Grade[]>> = {
  user: ['direct', 'account'],
  role: ['direct', 'role', 'account'],
  session: ['direct', 'role', 'account'],
  federated: ['direct', 'role', 'account'],
  root: ['account'],
  service: ['direct'],
  anonymous: ['direct'],
};
