import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { answerCheck, unlessCanary } from '../support/answer-check.ts';
import { secretCommand } from '../support/secret-command.ts';

/** HTTP 200 without a value. The SDK calls that success, and the workload then reads `undefined`. */
export default answerCheck({
  code: 'service/response-empty',
  title: `${SERVICE.operation} succeeds but returns no value`,
  healthy: 'the answer has a value',
  matches: (secret) => secret.outcome === 'empty',
  summary: ({ target }) =>
    `${SERVICE.operation} for ${secretIdOf(target)} returned HTTP 200, but SecretString and SecretBinary are missing or empty.`,
  on: unlessCanary,
  candidates: [
    { cause: 'secret/empty', why: 'the secret holds an empty string' },
    { cause: 'config/block-page', why: 'something in the path answers instead of the service' },
  ],
  repair: ({ target }) => ({
    steps: [],
    looks: [{ say: "List the secret's versions", run: secretCommand(target, 'describe'), from: 'anywhere' }],
  }),
});
