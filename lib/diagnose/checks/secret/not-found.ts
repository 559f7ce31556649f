import type { Candidate } from '../../../model/problem.ts';
import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { hasEnding, isSecretArn } from '../../../services/secret-id.ts';
import { answerCheck, unlessCanary } from '../support/answer-check.ts';

/**
 * The caller may read it, and there is none: the service asks IAM first, so this answer comes only to callers with
 * permission. The name is wrong, or the secret lives in another region or account.
 */
export default answerCheck({
  code: 'secret/not-found',
  title: "The secret doesn't exist in this account and Region",
  healthy: 'the secret exists',
  summary: ({ target }) => `${SERVICE.name} was reached, but has no secret ${secretIdOf(target)} in ${target.region}.`,
  on: unlessCanary,
  candidates: ({ target }) => candidatesFor(secretIdOf(target)),
  repair: ({ target }) => ({
    steps: [],
    looks: [
      {
        say: 'List the secrets in the Region and compare the name',
        run: ['aws', SERVICE.id, SERVICE.commands.list, '--region', target.region, '--query', 'SecretList[].Name'],
        from: 'anywhere',
      },
    ],
  }),
});

const WRONG_ACCOUNT: Candidate = {
  cause: 'secret/wrong-account',
  why: "it exists in another account and wasn't asked for by its full ARN",
};

/** A name says no Region and no account; an ARN says both, and may end wrongly. */
function candidatesFor(secretId: string): readonly Candidate[] {
  if (!isSecretArn(secretId))
    return [{ cause: 'secret/wrong-region', why: 'it exists in another Region' }, WRONG_ACCOUNT];
  if (!hasEnding(secretId)) return [WRONG_ACCOUNT];
  return [
    {
      cause: 'secret/arn-suffix',
      why: 'a secret of that name exists, and its ARN ends in six other characters, as after it was recreated',
    },
    { cause: 'secret/partial-arn', why: 'the last six characters are the end of its name, and the ARN lacks its own' },
  ];
}
