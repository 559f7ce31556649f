import { isServerError } from '../../../errors/refusals.ts';
import { SERVICE } from '../../../services/index.ts';
import { answerCheck } from '../support/answer-check.ts';

/** HTTP 5xx from the service, after every earlier step worked. */
export default answerCheck({
  code: 'service/failing',
  title: `${SERVICE.name} itself answers with a server error`,
  healthy: 'the service has no error of its own',
  matches: isServerError,
  // One answer does not tell whether the next fails too.
  severity: 'degrading',
  summary: ({ secret }) =>
    `The service was reached and answered HTTP ${secret.status}${secret.errorName ? ` (${secret.errorName})` : ''}.`,
  fixes: () => [{ say: 'Run this again; if it stays, look at the AWS Health Dashboard for the region' }],
});
