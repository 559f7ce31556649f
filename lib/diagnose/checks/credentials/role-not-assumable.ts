import { SERVICE } from '../../../services/index.ts';
import { credentialsSaid } from '../../../words/credentials.ts';
import { lookAt } from '../../looks.ts';
import { createProvider, repairTrust } from '../../steps/credentials.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { credentialCheck, type FailedLoad } from '../support/credential-check.ts';

/**
 * STS was reached and gave no role: the trust policy does not let the caller in, the identity provider or the token's audience is not
 * the one that it names, or the token has expired or is not there.
 * Source: STS API Reference, AssumeRoleWithWebIdentity and AssumeRole, "Errors".
 */
export default credentialCheck({
  code: 'credentials/role-not-assumable',
  title: "The role can't be assumed",
  healthy: 'the role was given',
  sources: ['web-identity', 'assumed-role', 'sso', 'login'],
  summary: ({ credentials }) =>
    `${SERVICE.operation} was never sent: ${credentialsSaid(credentials)}. ${whyOf(credentials)}`,
  repair: ({ credentials }) => {
    if (credentials.outcome === 'not-found')
      return {
        steps: [changeEnvironment('Mount the token where AWS_WEB_IDENTITY_TOKEN_FILE says, readable for this user')],
      };
    if (credentials.outcome === 'expired')
      return {
        steps: [changeEnvironment('Start the program again with a fresh token, and let it read the file each time')],
      };
    if (credentials.source === 'sso' || credentials.source === 'login')
      return {
        steps: [changeEnvironment('Use a profile whose account and permission set are assigned to you')],
      };
    if (isOfProvider(credentials.errorName)) return { steps: [createProvider()] };
    return {
      steps: credentials.errorName?.startsWith('IDPCommunicationError') ? [] : [repairTrust()],
      looks: [
        lookAt(
          "Compare the role's trust policy with who asks: the identity provider, `sub` and `aud` of the token",
          'anywhere',
        ),
      ],
    };
  },
});

/** IAM does not know, or does not accept, who issued the token. */
const isOfProvider = (errorName: string | null): boolean =>
  errorName !== null && (errorName.startsWith('InvalidIdentityToken') || errorName.startsWith('IDPRejectedClaim'));

function whyOf({ outcome, errorName, source }: FailedLoad['credentials']): string {
  if (outcome === 'not-found') return 'Without the token STS is not asked.';
  if (outcome === 'expired') return 'The web identity token is too old.';
  if (errorName?.startsWith('IDPCommunicationError')) return "STS couldn't reach the token's issuer.";
  if (isOfProvider(errorName))
    return "IAM has no identity provider for the token's issuer, or the token's audience isn't the provider's.";
  if (source === 'sso' || source === 'login') return "The profile's role isn't assigned to whoever signed in.";
  return "The role's trust policy doesn't let this caller in, or a policy of the caller forbids it.";
}
