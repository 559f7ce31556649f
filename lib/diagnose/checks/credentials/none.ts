import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { answerCheck } from '../support/answer-check.ts';
import { callerOnly } from '../support/caller.ts';

/**
 * The SDK found no credentials, or their provider (instance metadata, container agent, STS) failed or did not answer in
 * time: nothing was sent. The path up to TLS was still probed.
 */
export default answerCheck({
  code: 'credentials/none',
  title: 'No AWS credentials could be loaded',
  healthy: 'AWS credentials were loaded',
  matches: (secret) => secret.outcome === 'no-credentials',
  summary: ({ secret, target }) =>
    `${secret.errorCode === 'ETIMEDOUT' ? "The credential provider didn't answer in time" : 'No credentials could be loaded'}, so ${SERVICE.operation} wasn't called for ${secretIdOf(target)}. The network was still probed, up to TLS.`,
  on: callerOnly,
  repair: () => ({
    steps: [changeEnvironment('Give the function, task or instance a role; on a workstation, sign in')],
  }),
});
