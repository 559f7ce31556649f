import { SERVICE } from '../../../services/index.ts';
import { answerCheck } from '../support/answer-check.ts';
import { callerOnly } from '../support/caller.ts';

/** The account's request quota is used up. The path works; the call was answered. */
export default answerCheck({
  code: 'service/throttled',
  title: `${SERVICE.name} throttles this account`,
  healthy: 'the service does not throttle',
  summary: ({ secret }) => `${SERVICE.name} answered ${secret.errorName}: the account's request quota is used up.`,
  // Whether a workload's next call is throttled too, one answer does not tell.
  on: callerOnly,
  severity: 'degrading',
  fixes: () => [{ say: 'Cache secrets in the workloads, with jitter on refresh; run this again in a minute' }],
});
