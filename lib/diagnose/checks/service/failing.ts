import { isServerError } from '../../../errors/refusals.ts';
import { SERVICE } from '../../../services/index.ts';
import { lookAgain } from '../../looks.ts';
import { answerCheck } from '../support/answer-check.ts';

/** HTTP 5xx from the service, after every earlier step worked. */
export default answerCheck({
  code: 'service/failing',
  title: `${SERVICE.name} answers with a server error`,
  healthy: 'the service answers without a server error',
  matches: isServerError,
  // One answer does not tell whether the next fails too.
  severity: 'degrading',
  summary: ({ secret }) =>
    `${SERVICE.operation} was answered with HTTP ${secret.status}${secret.errorName ? ` (${secret.errorName})` : ''}.`,
  repair: () => ({
    steps: [],
    looks: [lookAgain('Run this again; if it fails again, check the AWS Health Dashboard for the Region')],
  }),
});
