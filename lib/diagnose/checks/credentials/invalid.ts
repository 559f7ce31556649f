import { SERVICE } from '../../../services/index.ts';
import { answerCheck } from '../support/answer-check.ts';
import { callerOnly } from '../support/caller.ts';

/** The access key is unknown to this partition: deleted, mistyped, of a role made again, or of another partition. */
export default answerCheck({
  code: 'credentials/invalid',
  title: 'The credentials are not valid',
  healthy: 'the credentials are known to AWS',
  summary: ({ secret }) => `${SERVICE.name} answered ${secret.errorName}: it does not know these credentials.`,
  on: callerOnly,
  candidates: [
    { cause: 'credentials/static-env-override', why: 'static keys in the environment stand before the role' },
    { cause: 'credentials/role-deleted', why: 'the role was deleted and made again while this process was running' },
  ],
  wouldDecide: 'whether AWS_ACCESS_KEY_ID in the environment is set by hand',
  fixes: () => [{ say: 'Remove static keys from the environment; restart what runs under a role that was made again' }],
});
