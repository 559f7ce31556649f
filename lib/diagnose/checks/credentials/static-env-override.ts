import { defineCheck } from '../../../model/check.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { callerOnly } from '../support/caller.ts';

/**
 * SDKs take AWS_ACCESS_KEY_ID from the environment before they ask for a role. A key that begins with AKIA is an IAM user's:
 * the calls then carry the user's permissions and not the role's, and the key never expires.
 * Source: IAM User Guide, "Understanding unique ID prefixes"; AWS SDKs Reference Guide, credential provider chain.
 */
export default defineCheck({
  code: 'credentials/static-env-override',
  title: 'Static keys in the environment override the role',
  healthy: 'no static key in the environment overrides a role',
  needs: ['environment', 'vantage', 'target'],
  evaluate({ environment: { accessKey, roleVariables }, vantage, target }) {
    const role = vantage.functionName === null ? roleVariables[0] : `the role of ${vantage.functionName}`;
    // An instance profile may stand behind any key of a host; which one is used cannot be seen here.
    if (accessKey !== 'none' && role === undefined) return 'not-applicable';
    if (accessKey !== 'long-term' || role === undefined) return 'ok';
    return [
      {
        summary: `AWS_ACCESS_KEY_ID holds an IAM user's key (AKIA…). SDKs use it before ${role}, so permissions and denials are the user's.`,
        severity: 'advisory',
        on: callerOnly({ target }),
        resources: ['AWS_ACCESS_KEY_ID'],
        evidence: [{ fact: 'environment', path: 'accessKey', shows: 'AWS_ACCESS_KEY_ID begins with AKIA' }],
        steps: [changeEnvironment('Unset AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; SDKs then use the role')],
      },
    ];
  },
});
