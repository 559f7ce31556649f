import { SERVICE } from '../../../services/index.ts';
import { lookAt } from '../../looks.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { answerCheck } from '../support/answer-check.ts';
import { callerOnly } from '../support/caller.ts';

/** The access key is unknown to this partition: deleted, mistyped, of a recreated role, or of another partition. */
export default answerCheck({
  code: 'credentials/invalid',
  title: "The credentials aren't valid",
  healthy: 'AWS knows the credentials',
  summary: ({ secret }) => `${SERVICE.name} answered ${secret.errorName}: it doesn't accept these credentials.`,
  on: callerOnly,
  candidates: [
    { cause: 'credentials/static-env-override', why: 'static keys in the environment override the role' },
    { cause: 'credentials/role-deleted', why: 'the role was deleted and recreated while this process was running' },
  ],
  repair: () => ({
    steps: [changeEnvironment('Remove static keys from the environment, and restart what runs under a recreated role')],
    looks: [lookAt('Check whether AWS_ACCESS_KEY_ID was set by hand in this environment', 'workload')],
  }),
});
