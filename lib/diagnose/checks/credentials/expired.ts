import { SERVICE } from '../../../services/index.ts';
import { signInAgain } from '../../steps/credentials.ts';
import { answerCheck } from '../support/answer-check.ts';
import { callerOnly } from '../support/caller.ts';

/** The session token has expired. Lambda and ECS refresh it by themselves; elsewhere a copy was kept too long. */
export default answerCheck({
  code: 'credentials/expired',
  title: 'The credentials have expired',
  healthy: "the credentials haven't expired",
  summary: ({ secret }) => `${SERVICE.name} answered ${secret.errorName}: the session token is no longer valid.`,
  on: callerOnly,
  repair: () => ({
    steps: [signInAgain('Sign in again, or let the role of the function, task or instance provide the credentials')],
  }),
});
