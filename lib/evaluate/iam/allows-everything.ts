/**
 * Whether a policy lets every call pass: the one that an endpoint has unless another is given. Anything that is not plainly so is
 * false, a document that cannot be read included.
 * Source: PrivateLink guide, "Control access to VPC endpoints using endpoint policies", default endpoint policy.
 */
export function allowsEverything(document: string): boolean {
  let policy: unknown;
  try {
    policy = JSON.parse(document);
  } catch {
    return false;
  }
  const statements = listOf(fieldOf(policy, 'Statement'));
  return (
    statements.every((one) => fieldOf(one, 'Effect') === 'Allow') && statements.some((one) => isUnconditional(one))
  );
}

const isUnconditional = (statement: unknown): boolean =>
  fieldOf(statement, 'Condition') === undefined &&
  isEveryone(fieldOf(statement, 'Principal')) &&
  listOf(fieldOf(statement, 'Action')).includes('*') &&
  listOf(fieldOf(statement, 'Resource')).includes('*');

const isEveryone = (principal: unknown): boolean =>
  principal === '*' || listOf(fieldOf(principal, 'AWS')).includes('*');

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
