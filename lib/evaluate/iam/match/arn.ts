import { all, type Truth } from '../truth.ts';
import { globMatches, type Token } from './glob.ts';
import { type Expanded, meets } from './variables.ts';

/** Everything behind the fifth colon is one component, colons and slashes included. */
const COMPONENTS = 6;

/**
 * Whether an ARN's pattern meets an ARN, component by component. Where only a wildcard that runs over colons would meet it, AWS's
 * pages leave open what happens: `overColons` says what to answer then.
 * Source: IAM User Guide, "IAM JSON policy elements: Resource", "Condition operators", ARN operators.
 */
export function meetsArn(expanded: Expanded | null, arn: string, overColons: 'no' | 'unknown'): Truth {
  if (expanded !== null && expanded.narrow === null) return all([globMatches(expanded.wide, arn), 'unknown']);
  return meets(expanded, (tokens) => {
    const wanted = componentsOf(tokens);
    const given = textsOf(arn);
    const isWhole = wanted.length === COMPONENTS && given.length === COMPONENTS;
    const matched = isWhole ? all(wanted.map((one, index) => globMatches(one, given[index] ?? ''))) : 'no';
    if (matched !== 'no' || (isWhole && overColons === 'no')) return matched;
    return all([globMatches(tokens, arn), 'unknown']);
  });
}

function textsOf(arn: string): readonly string[] {
  const parts = arn.split(':');
  return parts.length < COMPONENTS ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function componentsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const components: Token[][] = [[]];
  for (const token of tokens) {
    if (typeof token !== 'string') {
      components.at(-1)?.push(token);
      continue;
    }
    const parts = token.split(':');
    const taken = Math.min(parts.length - 1, COMPONENTS - components.length);
    for (const part of parts.slice(0, taken)) {
      components.at(-1)?.push(part);
      components.push([]);
    }
    components.at(-1)?.push(parts.slice(taken).join(':'));
  }
  return components;
}
