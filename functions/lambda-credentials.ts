// Lambda hands the role's credentials over in environment variables and nowhere else. The build puts this in the place of the
// SDK's default chain, which would look through files, SSO and metadata services that are not there.
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
