import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from '../../../lib/evaluate/iam/evaluate.ts';
import type { Policies, PolicyRequest } from '../../../lib/evaluate/iam/request.ts';
import * as p from '../../support/policies.ts';

type Fields = Record<string, unknown>;
type Document = { readonly Version: string; readonly Statement: readonly Fields[] };

const ACTIONS = ['*', 'secretsmanager:*', p.GET, 'secretsmanager:List*', 'kms:*', 'kms:Decrypt'];
const RESOURCES = ['*', p.SECRET, p.KEY, `${p.SECRET.slice(0, -6)}??????`, 'arn:aws:secretsmanager:*:db'];
const TAG = `${'$'}{aws:PrincipalTag/team}`;
const PRINCIPALS = [p.ROLE, p.SESSION, p.USER, p.ROOT, p.ACCOUNT, p.OTHER_ACCOUNT, '*', 'AROANEWROLE00000EXAMPL'];
const KEYS = ['app:A', 'app:B', 'aws:PrincipalTag/team'];
const VALUES = ['1', '2', 'a*', '', 'true'];
const OPERATORS = [
  ...['StringEquals', 'StringNotEquals', 'StringLike', 'StringLikeIfExists', 'StringNotEqualsIfExists', 'Null', 'Bool'],
  ...['ForAllValues:StringEquals', 'ForAnyValue:StringLike', 'ForAllValues:StringNotLike', 'NumericLessThan'],
];

const from = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const some = <T>(values: readonly T[], minLength = 1) => fc.array(from(values), { minLength, maxLength: 2 });

const condition = fc.dictionary(
  from(OPERATORS),
  fc.dictionary(from(KEYS), some([...VALUES, '*', TAG], 0), { maxKeys: 2, noNullPrototype: true }),
  { maxKeys: 2, noNullPrototype: true },
);

const base = fc.record({ Effect: from(['Allow', 'Allow', 'Allow', 'Deny']), Condition: condition });
const list = (name: string, values: readonly string[]) =>
  fc.tuple(from([name, name, name, `Not${name}`]), some(values)).map(([key, value]): Fields => ({ [key]: value }));
const target = fc.tuple(list('Action', ACTIONS), list('Resource', [...RESOURCES, `${p.SECRET.slice(0, -9)}${TAG}*`]));
const own = fc.tuple(base, target).map(([one, [does, to]]): Fields => ({ ...one, ...does, ...to }));
const named = fc.tuple(own, some(PRINCIPALS), fc.boolean()).map(([one, AWS, isExcept]): Fields => {
  const isNot = isExcept && one.Effect === 'Deny';
  return { ...one, [isNot ? 'NotPrincipal' : 'Principal']: { AWS } };
});

const documentOf = (statements: fc.Arbitrary<Fields>): fc.Arbitrary<Document> =>
  fc.record({ Version: from(['2012-10-17', '2008-10-17']), Statement: fc.array(statements, { maxLength: 3 }) });
const mine = documentOf(own);
const attached = documentOf(named);
const denying = documentOf(named.filter((one) => !('NotPrincipal' in one)));

const policies: fc.Arbitrary<Policies> = fc.record(
  {
    identity: fc.array(mine, { maxLength: 2 }),
    boundary: mine,
    session: fc.array(mine, { maxLength: 2 }),
    scps: fc.array(fc.array(mine, { maxLength: 2 }), { maxLength: 2 }),
    rcps: fc.array(fc.array(denying, { maxLength: 2 }), { maxLength: 2 }),
    resource: attached,
    endpoint: attached,
    key: attached,
    unreadable: fc.subarray(
      ['identity', 'boundary', 'session', 'scps', 'rcps', 'resource', 'endpoint', 'key', 'grants'],
      {
        maxLength: 2,
      },
    ),
  },
  { requiredKeys: ['identity'], noNullPrototype: true },
);

const context = fc.dictionary(from(KEYS), fc.oneof(from(VALUES), some(VALUES, 0)), { noNullPrototype: true });

const request: fc.Arbitrary<PolicyRequest> = fc
  .record({
    principal: from([p.ROLE, p.SESSION, p.SESSION, p.USER, p.ROOT, p.FEDERATED, p.LINKED, 'rds.amazonaws.com', null]),
    does: from([
      { action: p.GET, resource: p.SECRET },
      { action: p.GET, resource: p.FOREIGN_SECRET },
      { action: 'kms:Decrypt', resource: p.KEY },
    ]),
    context,
    unknownKeys: fc.oneof(fc.subarray(KEYS), fc.constant('all-others' as const)),
  })
  .map(({ does, ...rest }) => ({ ...rest, ...does }));

const RUNS = { numRuns: 1000 };

/** Each place where a document may stand, with more statements in it. */
function withStatements(all: Policies, layer: keyof Policies, statements: readonly Fields[]): Policies {
  const more = (document: unknown): Document => ({
    Version: '2012-10-17',
    ...(document as Document | undefined),
    Statement: [...((document as Document | undefined)?.Statement ?? []), ...statements],
  });
  const document = more(undefined);
  if (layer === 'scps' || layer === 'rcps')
    return { ...all, [layer]: (all[layer] ?? []).map((one) => [...one, document]) };
  if (layer === 'identity' || layer === 'session') return { ...all, [layer]: [...(all[layer] ?? []), document] };
  return { ...all, [layer]: more(all[layer]) };
}

const RANK = ['explicit-deny', 'implicit-deny', 'unknown', 'allow'];
const rankOf = (one: PolicyRequest, all: Policies): number => RANK.indexOf(evaluate(one, all).decision);

test('an added Deny never allows more', () => {
  const OWN = ['identity', 'boundary', 'session', 'scps'] as const;
  const ATTACHED = ['resource', 'key', 'endpoint', 'rcps'] as const;
  fc.assert(
    fc.property(request, policies, from([...OWN, ...ATTACHED]), own, named, (one, all, layer, deny, namedDeny) => {
      const fields = (OWN as readonly string[]).includes(layer) ? deny : namedDeny;
      fc.pre(!(layer === 'rcps' && 'NotPrincipal' in fields));
      const more = withStatements(all, layer, [{ ...fields, Effect: 'Deny' }]);
      expect(rankOf(one, more)).toBeLessThanOrEqual(rankOf(one, all));
    }),
    RUNS,
  );
});

test('the order of statements, policies, values and levels is irrelevant', () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed).toReversed();
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, one]) => [key, reversed(one)])
        .toReversed(),
    );
  };
  fc.assert(
    fc.property(request, policies, (one, all) => {
      const { decision, layer } = evaluate(one, all);
      const other = evaluate(one, reversed(all) as Policies);
      expect([other.decision, other.layer]).toEqual([decision, layer]);
    }),
    RUNS,
  );
});

/** What a decision may turn out to be once everything is known. */
const MAY_BE: Readonly<Record<string, readonly string[]>> = {
  allow: ['allow'],
  'explicit-deny': ['explicit-deny'],
  'implicit-deny': ['implicit-deny', 'explicit-deny'],
  unknown: RANK,
};

test('whatever an unknown key turns out to be, a definite answer stands', () => {
  fc.assert(
    fc.property(request, policies, context, (one, all, filling) => {
      const { unknownKeys, ...known } = one;
      const isUnknown = (key: string) =>
        unknownKeys === 'all-others' ? !(key in one.context) : (unknownKeys ?? []).includes(key);
      const filled = Object.fromEntries(Object.entries(filling).filter(([key]) => isUnknown(key)));
      const kept = Object.fromEntries(Object.entries(one.context).filter(([key]) => !isUnknown(key)));
      const { decision } = evaluate(one, all);
      const turnsOut = evaluate({ ...known, context: { ...kept, ...filled } }, all).decision;
      expect([...(MAY_BE[decision] ?? []), 'unknown']).toContain(turnsOut);
      if (decision === 'allow') expect(turnsOut).toBe('allow');
    }),
    RUNS,
  );
});

test('whatever an unread policy turns out to say, a definite answer stands', () => {
  const LAYERS = ['identity', 'boundary', 'session', 'resource', 'endpoint', 'key', 'scps', 'rcps'] as const;
  fc.assert(
    fc.property(request, policies, from(LAYERS), mine, attached, (one, all, layer, ownText, attachedText) => {
      const { [layer]: _, ...rest } = all;
      const unreadable = (all.unreadable ?? []).filter((name) => name !== layer);
      const text = ['resource', 'endpoint', 'key', 'rcps'].includes(layer) ? attachedText : ownText;
      const isRcp = layer === 'rcps';
      const denies = text.Statement.filter((each) => each.Effect === 'Deny' && !('NotPrincipal' in each));
      const level = isRcp ? { ...text, Statement: denies } : text;
      const value = layer === 'scps' || isRcp ? [[level]] : layer === 'identity' || layer === 'session' ? [text] : text;
      const { decision } = evaluate(one, { ...rest, unreadable: [...unreadable, layer] });
      for (const read of [
        { ...rest, unreadable, [layer]: value },
        { ...rest, unreadable },
      ]) {
        const turnsOut = evaluate(one, read).decision;
        expect([...(MAY_BE[decision] ?? []), 'unknown']).toContain(turnsOut);
        if (decision === 'allow') expect(turnsOut).toBe('allow');
      }
    }),
    RUNS,
  );
});

test('whichever user or role calls, a definite answer without knowing it stands', () => {
  fc.assert(
    fc.property(request, policies, (one, all) => {
      fc.pre(one.principal !== 'rds.amazonaws.com');
      const { decision } = evaluate({ ...one, principal: null }, all);
      expect([...(MAY_BE[decision] ?? []), 'unknown']).toContain(evaluate(one, all).decision);
      expect(decision).not.toBe('allow');
    }),
    RUNS,
  );
});

test('a ruling names the layer that decides, and only an allow names none', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(request, policies, (one, all) => {
      const { decision, layer, layers } = evaluate(one, all);
      seen.add(decision);
      expect(layer === null).toBe(decision === 'allow');
      expect(layers.some((each) => each.layer === layer && each.effect === decision)).toBe(decision !== 'allow');
    }),
    RUNS,
  );
  expect([...seen].toSorted()).toEqual(RANK.toSorted());
});
