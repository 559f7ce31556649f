import type { PolicyLayer } from '../../../model/policy-ruling.ts';
import { type Fields, fieldsOf, inside, type Place, refuse, textsOf } from './reading.ts';
import type { PrincipalElement, PrincipalEntry } from './statement.ts';

/** Policies that are attached to what is called, or stand on the way to it: they say whom they are about. */
const NAMES_PRINCIPALS: ReadonlySet<PolicyLayer> = new Set(['endpoint', 'rcp', 'resource', 'key']);

/** Whom a statement is about; null in policies that belong to the caller. Source: IAM User Guide, "Principal", "NotPrincipal". */
export function parsePrincipal(fields: Fields, place: Place): PrincipalElement | null {
  const { Principal: listed, NotPrincipal: except } = fields;
  const at = inside(place, 'Principal');
  const exceptAt = inside(place, 'NotPrincipal');
  if (!NAMES_PRINCIPALS.has(place.layer)) {
    if (listed !== undefined) refuse(at);
    return except === undefined ? null : refuse(exceptAt);
  }
  if (except === undefined)
    return { except: false, entries: listed === undefined ? refuse(at) : entriesOf(listed, at) };
  if (listed !== undefined || fields.Effect !== 'Deny' || place.layer === 'rcp') refuse(exceptAt);
  return { except: true, entries: entriesOf(except, exceptAt) };
}

function entriesOf(value: unknown, place: Place): readonly PrincipalEntry[] {
  if (value === '*') return [{ type: 'everyone', value }];
  if (Array.isArray(value) && value.length === 0) return [];
  return Object.entries(fieldsOf(value, place)).flatMap(([name, values]) => {
    const at = inside(place, name);
    const type = TYPES.find((one) => one === name) ?? refuse(at);
    return textsOf(values, at).map((one, index): PrincipalEntry => {
      const own = Array.isArray(values) ? { ...at, path: `${at.path}[${index}]` } : at;
      return isSound(type, one) ? { type, value: one } : refuse(own);
    });
  });
}

const TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

/** A wildcard stands for everyone or not at all. */
function isSound(type: (typeof TYPES)[number], value: string): boolean {
  if (type !== 'AWS') return !/[*?]/.test(value);
  return value === '*' || /^(?:arn:[^*?]*|\d+|[A-Z0-9]{16,128})$/.test(value);
}
