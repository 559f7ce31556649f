import { defineCheck } from '../../../model/check.ts';
import { SERVICE } from '../../../services/index.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { callerOnly } from '../support/caller.ts';

/** Where the ordinary name is the dual-stack name: how it ends, and what older SDKs put there instead. */
const LEGACY: readonly (readonly [ending: string, legacy: string])[] = [
  ['.amazonaws.com.cn', '.api.amazonwebservices.com.cn'],
  ['.amazonaws.com', '.api.aws'],
];

/**
 * AWS_USE_DUALSTACK_ENDPOINT asks for a name that also has IPv6 addresses. The service's ordinary name has them; SDKs from before
 * that was so, as the AWS SDK for JavaScript of 2025, build a name of the form that other services have, which does not exist.
 * Source: Secrets Manager endpoints and quotas, General Reference; aws/aws-sdk-js-v3#7631; aws/aws-sdk#645.
 */
export default defineCheck({
  code: 'dns/dualstack-legacy-name',
  title: "AWS_USE_DUALSTACK_ENDPOINT makes older SDKs call a name that doesn't exist",
  healthy: 'no flag makes older SDKs call another name',
  needs: ['environment', 'target'],
  evaluate({ environment, target }) {
    // With a URL of one's own, SDKs refuse the flag before they make a name of it.
    if (!environment.usesDualStack || environment.endpointUrls.length > 0) return 'not-applicable';
    const found = LEGACY.find(([ending]) => target.host.endsWith(ending));
    if (!found) return 'not-applicable';
    const [ending, legacy] = found;
    const name = `${target.host.slice(0, -ending.length)}${legacy}`;
    return [
      {
        summary: `AWS_USE_DUALSTACK_ENDPOINT is true: older SDKs (the AWS SDK for JavaScript until early 2026, for one) call ${name}, which doesn't exist. ${target.host} is the dual-stack name of ${SERVICE.name} already.`,
        severity: 'advisory',
        on: callerOnly({ target }),
        resources: ['AWS_USE_DUALSTACK_ENDPOINT'],
        evidence: [{ fact: 'environment', path: 'usesDualStack', shows: 'AWS_USE_DUALSTACK_ENDPOINT: true' }],
        steps: [
          changeEnvironment('Unset AWS_USE_DUALSTACK_ENDPOINT, or update the SDK of every program that has it set'),
        ],
      },
    ];
  },
});
