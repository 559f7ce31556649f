import { FUNCTION_NAME } from './sandbox.ts';
import type { PolicyDocument, World } from './world.ts';

/** What a policy says of one call: our own few lines for the fake service, apart from the product's evaluator. */
export type PolicyAnswer = 'allow' | 'explicit-deny' | 'implicit-deny';

/** What AWS knows of a call beside action and resource, by condition key. */
export type CallContext = Readonly<Record<string, string>>;

/** The ARN of the function under test. */
export const functionArnOf = ({ Region, AccountId }: World): string =>
  `arn:aws:lambda:${Region}:${AccountId}:function:${FUNCTION_NAME}`;

/** The ARN of its role. */
export const roleArnOf = ({ AccountId, Role }: World): string => `arn:aws:iam::${AccountId}:role/${Role.RoleName}`;

/** What AWS knows of every call that the function's code makes. */
export const contextOf = (world: World): CallContext => ({
  'aws:PrincipalAccount': world.AccountId,
  'aws:PrincipalArn': roleArnOf(world),
  'lambda:SourceFunctionArn': functionArnOf(world),
});

type Statement = PolicyDocument['Statement'][number];

/** Effect, Action and Resource with wildcards, and conditions; every statement is for everybody. */
export function askPolicy(
  policy: PolicyDocument,
  action: string,
  resource: string,
  context: CallContext = {},
): PolicyAnswer {
  const applying = policy.Statement.filter(
    ({ Action, Resource, Condition }) =>
      matchesAny(Action, action) && matchesAny(Resource, resource) && isMet(Condition, context),
  );
  if (applying.some(({ Effect }) => Effect === 'Deny')) return 'explicit-deny';
  return applying.length > 0 ? 'allow' : 'implicit-deny';
}

/** A key that a call does not have equals nothing, and differs from everything. */
const OPERATORS: Readonly<Record<string, (wanted: string | readonly string[], given: string | undefined) => boolean>> =
  {
    StringEquals: (wanted, given) => given !== undefined && [wanted].flat().includes(given),
    StringNotEquals: (wanted, given) => given === undefined || ![wanted].flat().includes(given),
    ArnEquals: (wanted, given) => given !== undefined && matchesAny(wanted, given),
  };

const isMet = (condition: Statement['Condition'], context: CallContext): boolean =>
  Object.entries(condition ?? {}).every(([name, keys]) => {
    const operator = OPERATORS[name];
    if (!operator) throw new Error(`the lab knows no operator ${name}`);
    return Object.entries(keys).every(([key, wanted]) => operator(wanted, context[key]));
  });

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
