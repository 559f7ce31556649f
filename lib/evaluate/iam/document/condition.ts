import { isOperator } from '../condition/operators.ts';
import { fieldsOf, inside, type Place, refuse, textsOf } from './reading.ts';
import type { Condition, SetOperator } from './statement.ts';

/** The conditions of a statement, one for each operator and key. Source: IAM User Guide, "Condition operators". */
export function parseConditions(value: unknown, place: Place): readonly Condition[] {
  if (value === undefined) return [];
  return Object.entries(fieldsOf(value, place)).flatMap(([written, keys]) => {
    const at = inside(place, written);
    const operator = parseOperator(written) ?? refuse(at);
    const seen = new Set<string>();
    return Object.entries(fieldsOf(keys, at)).map(([key, wanted]): Condition => {
      const name = key.toLowerCase();
      if (seen.has(name)) refuse(inside(at, key));
      seen.add(name);
      return { ...operator, written, key, wanted: textsOf(wanted, inside(at, key)) };
    });
  });
}

const SETS: readonly SetOperator[] = ['ForAllValues', 'ForAnyValue'];
const IF_EXISTS = 'ifexists';

function parseOperator(written: string): Pick<Condition, 'set' | 'operator' | 'ifExists'> | null {
  const name = written.toLowerCase();
  const set = SETS.find((one) => name.startsWith(`${one.toLowerCase()}:`)) ?? null;
  const rest = set === null ? name : name.slice(set.length + 1);
  const ifExists = rest.endsWith(IF_EXISTS);
  const operator = ifExists ? rest.slice(0, -IF_EXISTS.length) : rest;
  if (!isOperator(operator) || (ifExists && operator === 'null')) return null;
  return { set, operator, ifExists };
}
