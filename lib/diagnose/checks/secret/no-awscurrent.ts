import { secretIdOf } from '../../../model/target.ts';
import { answerCheck, unlessCanary } from '../support/answer-check.ts';
import { secretCommand } from '../support/secret-command.ts';

/** The secret exists and has no value under AWSCURRENT: made without a value, as CloudFormation and Terraform may do. */
export default answerCheck({
  code: 'secret/no-awscurrent',
  title: 'The secret exists but has no current value',
  healthy: 'the secret has a current value',
  summary: ({ target }) => `${secretIdOf(target)} exists, but no version of it is AWSCURRENT.`,
  on: unlessCanary,
  fixes: ({ target }) => [
    {
      say: 'See its versions, then put a value',
      run: secretCommand(target, 'describe', '--query', 'VersionIdsToStages'),
    },
  ],
});
