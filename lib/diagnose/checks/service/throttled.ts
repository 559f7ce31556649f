import { SERVICE } from '../../../services/index.ts';
import { lookAgain } from '../../looks.ts';
import { answerCheck } from '../support/answer-check.ts';
import { callerOnly } from '../support/caller.ts';

/** The account's request quota is used up. The path works; the call was answered. */
export default answerCheck({
  code: 'service/throttled',
  title: `${SERVICE.name} is throttling this account`,
  healthy: "the service doesn't throttle the call",
  summary: ({ secret }) => `${SERVICE.name} answered ${secret.errorName}: the account's request quota is used up.`,
  // Whether a workload's next call is throttled too, one answer does not tell.
  on: callerOnly,
  severity: 'degrading',
  repair: () => ({
    steps: [
      {
        say: 'Cache secrets in the workloads, and spread out their refreshes',
        affects: 'process',
        undo: 'Turn the cache off again',
        permissions: [],
      },
    ],
    looks: [lookAgain('Run this again in a minute')],
  }),
});
