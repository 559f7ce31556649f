import { SERVICE } from '../../../services/index.ts';
import { credentialsSaid } from '../../../words/credentials.ts';
import { lookAt } from '../../looks.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { credentialCheck } from '../support/credential-check.ts';

/**
 * A profile with a sign-in gets its role from IAM Identity Center's portal or the console's sign-in, whose names lead to the internet: an isolated
 * subnet has no way there.
 * Source: IAM Identity Center User Guide, "Domains to add to your allow list".
 */
export default credentialCheck({
  code: 'credentials/sign-in-unreachable',
  title: "IAM Identity Center can't be reached, so no credentials could be loaded",
  healthy: 'the profile was given its role',
  sources: ['sso', 'login'],
  summary: ({ credentials }) =>
    `${SERVICE.operation} was never sent: ${credentialsSaid(credentials)}. A profile with a sign-in needs a way to the internet.`,
  repair: ({ credentials }) => ({
    steps: [changeEnvironment('Give the host a role in the place of the profile, and unset AWS_PROFILE')],
    looks: [lookAt(`See whether a proxy or firewall lets this host reach ${credentials.host ?? 'it'}`, 'workload')],
  }),
});
