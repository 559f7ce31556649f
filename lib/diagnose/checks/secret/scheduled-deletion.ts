import { secretIdOf } from '../../../model/target.ts';
import { answerCheck, unlessCanary } from '../support/answer-check.ts';
import { secretCommand } from '../support/secret-command.ts';

/** The secret waits for its deletion and cannot be read any more; until then it can be restored. */
export default answerCheck({
  code: 'secret/scheduled-deletion',
  title: 'The secret is scheduled for deletion',
  healthy: 'the secret is not scheduled for deletion',
  summary: ({ target }) => `${secretIdOf(target)} is marked for deletion and can no longer be read.`,
  on: unlessCanary,
  fixes: ({ target }) => [
    {
      say: 'Restore it, if that is what you want',
      run: secretCommand(target, 'restore'),
    },
  ],
});
