import type { Policies, PolicyRequest } from '../../lib/evaluate/iam/request.ts';

export const ACCOUNT = '210987654321';
export const OTHER_ACCOUNT = '345678901234';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/ledger-reader`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/ledger-reader/x1`;
export const USER = `arn:aws:iam::${ACCOUNT}:user/nina`;
export const FEDERATED = `arn:aws:sts::${ACCOUNT}:federated-user/nina-console`;
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
export const LINKED = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS`;
export const SECRET = `arn:aws:secretsmanager:eu-central-1:${ACCOUNT}:secret:payments/db-Q7wErT`;
export const FOREIGN_SECRET = SECRET.replace(ACCOUNT, OTHER_ACCOUNT);
export const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/5d1f0c9a`;
export const GET = 'secretsmanager:GetSecretValue';

type Fields = Readonly<Record<string, unknown>>;

/** A call that reads the secret, and what of it is different. */
export const call = (fields: Partial<PolicyRequest> = {}): PolicyRequest => ({
  principal: ROLE,
  action: GET,
  resource: SECRET,
  context: {},
  ...fields,
});

export const decrypt = (fields: Partial<PolicyRequest> = {}): PolicyRequest =>
  call({ action: 'kms:Decrypt', resource: KEY, ...fields });

export const statement = (fields: Fields = {}): Fields => ({ Effect: 'Allow', Action: '*', Resource: '*', ...fields });

export const document = (...statements: readonly Fields[]): Fields => ({
  Version: '2012-10-17',
  Statement: statements.map((one) => statement(one)),
});

/** Policies of the caller's own that allow all, so that only what is given beside them decides. */
export const allowed = (policies: Policies = {}): Policies => ({ identity: [document({})], ...policies });

/** An identity policy that allows under a condition. */
export const under = (Condition: unknown): Policies => ({ identity: [document({ Condition })] });
