import { credentialsCode } from '../../../errors/credentials.ts';
import { defineCheck } from '../../../model/check.ts';
import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { credentialsSaid } from '../../../words/credentials.ts';
import { evidenceOfAnswer } from '../support/answer-check.ts';
import { callerOnly } from '../support/caller.ts';
import { evidenceOf, isOnAws } from '../support/credential-check.ts';
import { noCredentialsBecause } from '../support/no-credentials.ts';

/**
 * The SDK found no credentials, or their source failed in a way that no other finding names: nothing was sent. The path up to TLS was
 * still probed.
 */
export default defineCheck({
  code: 'credentials/none',
  title: 'No AWS credentials could be loaded',
  healthy: 'AWS credentials were loaded',
  needs: ['secret', 'target'],
  wants: ['credentials', 'vpcResolverDns', 'place'],
  evaluate({ secret, target, credentials: look, ...told }) {
    if (secret.outcome !== 'no-credentials') return 'ok';
    const credentials = look?.outcome === 'loaded' ? undefined : look;
    if (credentials && credentialsCode(credentials, isOnAws(told)) !== 'credentials/none') return 'ok';
    const isLate = secret.errorCode === 'ETIMEDOUT';
    const said = credentials ? `: ${credentialsSaid(credentials)}` : '';
    const { why, ...repair } = noCredentialsBecause(credentials);
    return [
      {
        summary: `${isLate && !credentials ? "The credential provider didn't answer in time" : `No credentials could be loaded${said}`}, so ${SERVICE.operation} wasn't called${why === '' ? ` for ${secretIdOf(target)}.` : `. ${why}`} The network was still probed, up to TLS.`,
        severity: 'blocking',
        on: callerOnly({ target }),
        resources: [secretIdOf(target)],
        evidence: [evidenceOfAnswer(secret), ...(credentials ? [evidenceOf(credentials)] : [])],
        ...repair,
      },
    ];
  },
});
