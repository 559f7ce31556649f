import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
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
  candidates: [
    { cause: 'secret/wrong-region', why: 'it exists in another Region' },
    { cause: 'secret/wrong-account', why: "it exists in another account and wasn't asked for by its full ARN" },
  ],
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
