import { endpointUrlCheck, isEmulator, leadsToService } from '../support/endpoint-url-check.ts';

/**
 * AWS_ENDPOINT_URL_SECRETS_MANAGER replaces the service's address in every SDK that heeds it. This run calls the service's own name
 * all the same, so that its proof says nothing of the programs that follow the variable.
 * Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints".
 */
export default endpointUrlCheck({
  code: 'config/endpoint-url-service',
  title: 'AWS_ENDPOINT_URL_SECRETS_MANAGER sends SDKs elsewhere',
  healthy: 'AWS_ENDPOINT_URL_SECRETS_MANAGER sends SDKs nowhere else',
  matches: (url, target) =>
    url.variable === 'AWS_ENDPOINT_URL_SECRETS_MANAGER' && !isEmulator(url) && !leadsToService(url, target),
  so: ({ host }) => `, and not to ${host}: what is proven here holds for the name alone.`,
});
