import { SERVICE } from '../../../services/index.ts';
import { answerCheck } from '../support/answer-check.ts';
import { callerOnly } from '../support/caller.ts';

/** The session token's time is over. On Lambda and ECS that is refreshed by itself; elsewhere a copy was kept too long. */
export default answerCheck({
  code: 'credentials/expired',
  title: 'The credentials have expired',
  healthy: 'the credentials have not expired',
  summary: ({ secret }) => `${SERVICE.name} answered ${secret.errorName}: the session token is no longer valid.`,
  on: callerOnly,
  fixes: () => [{ say: 'Sign in again, or let the role of the function, task or instance provide the credentials' }],
});
