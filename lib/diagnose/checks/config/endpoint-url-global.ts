import { endpointUrlCheck, isEmulator, leadingElsewhere, leadsToService } from '../support/endpoint-url-check.ts';

/**
 * AWS_ENDPOINT_URL replaces every service's address in every SDK that heeds it. This run calls the service's own name
 * all the same: its proof does not cover programs that follow the variable.
 * Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints".
 */
export default endpointUrlCheck({
  code: 'config/endpoint-url-global',
  title: 'AWS_ENDPOINT_URL sends SDKs elsewhere',
  healthy: "AWS_ENDPOINT_URL doesn't send SDKs elsewhere",
  matches: (url, target) => url.variable === 'AWS_ENDPOINT_URL' && !isEmulator(url) && !leadsToService(url, target),
  so: leadingElsewhere,
});
