import { SERVICE } from '../../../services/index.ts';
import { credentialsSaid } from '../../../words/credentials.ts';
import { signInAgain } from '../../steps/credentials.ts';
import { credentialCheck } from '../support/credential-check.ts';

/** A profile with SSO or a console sign-in keeps a session in a file of the user's, which ends after hours. */
export default credentialCheck({
  code: 'credentials/sign-in-expired',
  title: "The profile's sign-in has expired",
  healthy: "the profile's sign-in is valid",
  sources: ['sso', 'login'],
  summary: ({ credentials }) => `${SERVICE.operation} was never sent: ${credentialsSaid(credentials)}.`,
  repair: ({ credentials }) => ({
    steps: [
      signInAgain(
        credentials.source === 'sso'
          ? 'Sign in again with aws sso login, with the same AWS_PROFILE'
          : 'Sign in again with aws login, with the same AWS_PROFILE',
      ),
    ],
  }),
});
