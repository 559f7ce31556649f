import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { answerCheck } from '../support/answer-check.ts';
import { callerOnly } from '../support/caller.ts';

/**
 * The SDK found no credentials, or whoever should give them (instance metadata, container agent, STS) did not answer in
 * time, so nothing was sent. The path up to TLS was still probed.
 */
export default answerCheck({
  code: 'credentials/none',
  title: 'There are no AWS credentials here',
  healthy: 'credentials were found',
  matches: (secret) => secret.outcome === 'no-credentials',
  summary: ({ secret, target }) =>
    `${secret.errorCode === 'ETIMEDOUT' ? 'Whoever gives credentials here did not answer in time' : 'No credentials were found'} to call ${SERVICE.operation} on ${secretIdOf(target)}; the network up to TLS was probed all the same.`,
  on: callerOnly,
  fixes: () => [{ say: 'Give the function, task or instance a role; on a workstation, sign in' }],
});
