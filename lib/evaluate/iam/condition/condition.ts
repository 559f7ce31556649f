import type { Condition } from '../document/statement.ts';
import { expand, meetsAnything } from '../match/variables.ts';
import type { Lookup } from '../request.ts';
import { agreed, all, any, not, type Truth, truthOf } from '../truth.ts';
import { type Operator, operatorNamed } from './operators.ts';

/** What a condition is asked about: the call's keys, and the same for variables where the document knows them. */
export interface Keys {
  readonly lookup: Lookup;
  readonly variables: Lookup | null;
}

/** Whether a condition holds. Source: IAM User Guide, "Condition operators", "Single-valued vs. multivalued context keys". */
export function holdsFor(condition: Condition, keys: Keys): Truth {
  const operator = operatorNamed(condition.operator);
  if (operator === null) return holdsNull(condition, keys.lookup);
  const asked = keys.lookup(condition.key);
  if (asked.state === 'unknown') return whateverItIs(condition, operator, keys);
  const values = asked.state === 'absent' ? [] : asked.values;
  if (condition.set !== null) return holdsForSet(condition, operator, values, keys);
  return holdsPlain(condition, operator, values, keys);
}

/** True where the policy's values, or under a negated operator none of them, meet one value of the call. */
function counts({ wanted }: Condition, { compare, isNegated }: Operator, value: string, { variables }: Keys): Truth {
  const met = any(wanted.map((one) => compare(value, one, variables)));
  return isNegated ? not(met) : met;
}

function holdsPlain(condition: Condition, operator: Operator, values: readonly string[], keys: Keys): Truth {
  const { wanted, ifExists } = condition;
  if (wanted.length === 0) return ifExists ? truthOf(values.length === 0) : 'unknown';
  if (values.length === 0) return truthOf(ifExists || operator.isNegated);
  if (condition.operator === 'bool' && (wanted.length > 1 || values.length > 1)) return 'unknown';
  // Several values need a set operator: what happens without one is documented only where it makes no difference.
  return values.map((value) => counts(condition, operator, value, keys)).reduce(agreed);
}

function holdsForSet(condition: Condition, operator: Operator, values: readonly string[], keys: Keys): Truth {
  const { set, wanted, ifExists } = condition;
  const isAll = set === 'ForAllValues';
  if (values.every((value) => value === '')) {
    // IfExists says true of what is absent, ForAnyValue says false.
    return isAll ? 'yes' : ifExists && values.length === 0 ? 'unknown' : 'no';
  }
  if (wanted.length === 0) return 'no';
  if (condition.operator === 'bool' && wanted.length > 1) return 'unknown';
  const each = values.map((value) => counts(condition, operator, value, keys));
  return isAll ? all(each) : any(each);
}

function holdsNull({ set, key, wanted }: Condition, lookup: Lookup): Truth {
  if (set !== null) return truthOf(set === 'ForAllValues');
  const asked = lookup(key);
  const [value, ...others] = [...new Set(wanted.map((one) => one.toLowerCase()))];
  if (asked.state === 'unknown' || others.length > 0 || (value !== 'true' && value !== 'false')) return 'unknown';
  if (asked.state === 'absent') return truthOf(value === 'true');
  return asked.values.every((one) => one === '') ? 'unknown' : truthOf(value === 'false');
}

/** Of a key that may be absent or have any value: what holds in every case. */
function whateverItIs(condition: Condition, operator: Operator, { variables }: Keys): Truth {
  const { set, wanted, ifExists } = condition;
  if (set === 'ForAnyValue') return wanted.length === 0 && !ifExists ? 'no' : 'unknown';
  const holdsAbsent = set === 'ForAllValues' || ifExists;
  const takesAll =
    condition.operator === 'stringlike' &&
    wanted.some((one) => meetsAnything(expand(one, { wildcards: true, lookup: variables })));
  return holdsAbsent && takesAll && !operator.isNegated ? 'yes' : 'unknown';
}
