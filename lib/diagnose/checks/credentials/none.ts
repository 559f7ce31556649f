import { credentialsCode } from '../../../errors/credentials.ts';
import { defineCheck } from '../../../model/check.ts';
import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { credentialsSaid } from '../../../words/credentials.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { evidenceOfAnswer } from '../support/answer-check.ts';
import { callerOnly } from '../support/caller.ts';
import { evidenceOf, isVpc } from '../support/credential-check.ts';

/**
 * The SDK found no credentials, or their source failed in a way that no other finding names: nothing was sent. The path up to TLS was
 * still probed.
 */
export default defineCheck({
  code: 'credentials/none',
  title: 'No AWS credentials could be loaded',
  healthy: 'AWS credentials were loaded',
  needs: ['secret', 'target'],
  wants: ['credentials', 'vpcResolverDns'],
  evaluate({ secret, target, credentials: look, vpcResolverDns }) {
    if (secret.outcome !== 'no-credentials') return 'ok';
    const credentials = look?.outcome === 'loaded' ? undefined : look;
    if (credentials && credentialsCode(credentials, isVpc(vpcResolverDns)) !== 'credentials/none') return 'ok';
    const isLate = secret.errorCode === 'ETIMEDOUT';
    const why = credentials ? `: ${credentialsSaid(credentials)}` : '';
    const isTask = credentials?.runsIn === 'ecs-task' && ['none', 'instance-metadata'].includes(credentials.source);
    return [
      {
        summary: `${isLate && !credentials ? "The credential provider didn't answer in time" : `No credentials could be loaded${why}`}, so ${SERVICE.operation} wasn't called for ${secretIdOf(target)}. ${isTask ? 'The task has no task role. ' : ''}The network was still probed, up to TLS.`,
        severity: 'blocking',
        on: callerOnly({ target }),
        resources: [secretIdOf(target)],
        evidence: [evidenceOfAnswer(secret), ...(credentials ? [evidenceOf(credentials)] : [])],
        steps: [changeEnvironment('Give the function, task or instance a role; on a workstation, sign in')],
      },
    ];
  },
});
