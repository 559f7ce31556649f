import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { answerCheck, unlessCanary } from '../support/answer-check.ts';
import { secretCommand } from '../support/secret-command.ts';

/** HTTP 200 without a value. The SDK calls that success, and the workload then reads `undefined`. */
export default answerCheck({
  code: 'service/response-empty',
  title: `${SERVICE.operation} succeeds, but holds no value`,
  healthy: 'the answer holds a value',
  matches: (secret) => secret.outcome === 'empty',
  summary: ({ target }) =>
    `The answer for ${secretIdOf(target)} was HTTP 200 with neither SecretString nor SecretBinary of any length.`,
  on: unlessCanary,
  candidates: [
    { cause: 'secret/empty', why: 'the secret holds an empty string' },
    { cause: 'config/block-page', why: 'something on the path answers in place of the service' },
  ],
  wouldDecide: 'the secret itself, read from elsewhere',
  fixes: ({ target }) => [
    {
      say: 'Look at the versions of the secret',
      run: secretCommand(target, 'describe'),
    },
  ],
});
