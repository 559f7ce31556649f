import type { PolicyDocument } from './world.ts';

/** What a policy says of one call: our own few lines for the fake service, apart from the product's evaluator. */
export type PolicyAnswer = 'allow' | 'explicit-deny' | 'implicit-deny';

/** Effect, Action and Resource with wildcards; every statement is for everybody. */
export function askPolicy(policy: PolicyDocument, action: string, resource: string): PolicyAnswer {
  const applying = policy.Statement.filter(
    ({ Action, Resource }) => matchesAny(Action, action) && matchesAny(Resource, resource),
  );
  if (applying.some(({ Effect }) => Effect === 'Deny')) return 'explicit-deny';
  return applying.length > 0 ? 'allow' : 'implicit-deny';
}

const matchesAny = (patterns: string | readonly string[], text: string): boolean =>
  [patterns].flat().some((pattern) => wildcard(pattern).test(text));

const wildcard = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*+/g, '.*')
      .replaceAll('?', '.')}$`,
    'i',
  );
