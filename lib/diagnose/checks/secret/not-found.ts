import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { answerCheck, unlessCanary } from '../support/answer-check.ts';

/**
 * The caller may read it, and there is none: the service asks IAM first, so this answer comes only to callers with
 * permission. The name is wrong, or the secret lives in another region or account.
 */
export default answerCheck({
  code: 'secret/not-found',
  title: 'There is no such secret in this account and region',
  healthy: 'the secret exists',
  summary: ({ target }) => `${SERVICE.name} was reached and knows no secret ${secretIdOf(target)} in ${target.region}.`,
  on: unlessCanary,
  candidates: [
    { cause: 'secret/not-found', why: 'the name is misspelt, or the secret was never made' },
    { cause: 'secret/wrong-region', why: 'it exists in another region' },
    { cause: 'secret/wrong-account', why: 'it exists in another account, and is named without its full ARN' },
  ],
  wouldDecide: `the list of secrets in the region (${SERVICE.actions.list})`,
  fixes: ({ target }) => [
    {
      say: 'List the secrets of the region',
      run: ['aws', SERVICE.id, SERVICE.commands.list, '--region', target.region, '--query', 'SecretList[].Name'],
    },
  ],
});
