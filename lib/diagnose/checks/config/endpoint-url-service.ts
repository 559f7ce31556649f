import { SERVICE } from '../../../services/index.ts';
import { endpointUrlCheck, isEmulator, leadingElsewhere, leadsToService } from '../support/endpoint-url-check.ts';

/**
 * The service's own variable replaces its address in every SDK that heeds it. This run calls the service's own name
 * all the same: its proof does not cover programs that follow the variable.
 * Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints".
 */
export default endpointUrlCheck({
  code: 'config/endpoint-url-service',
  title: `${SERVICE.endpointUrlVariable} sends SDKs elsewhere`,
  healthy: `${SERVICE.endpointUrlVariable} doesn't send SDKs elsewhere`,
  matches: (url, target) =>
    url.variable === SERVICE.endpointUrlVariable && !isEmulator(url) && !leadsToService(url, target),
  so: leadingElsewhere,
});
