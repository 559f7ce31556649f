import { secretIdOf } from '../../../model/target.ts';
import { restoreSecret } from '../../steps/secrets.ts';
import { answerCheck, unlessCanary } from '../support/answer-check.ts';

/** The secret waits for its deletion and cannot be read any more; until then it can be restored. */
export default answerCheck({
  code: 'secret/scheduled-deletion',
  title: 'The secret is scheduled for deletion',
  healthy: 'the secret is not scheduled for deletion',
  summary: ({ target }) => `${secretIdOf(target)} is marked for deletion and can't be read any more.`,
  on: unlessCanary,
  repair: ({ target }) => ({ steps: [restoreSecret(target)] }),
});
