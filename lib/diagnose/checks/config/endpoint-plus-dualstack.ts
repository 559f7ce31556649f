import { contradictoryFlagsCheck } from '../support/contradictory-flags-check.ts';

/** A custom endpoint URL and AWS_USE_DUALSTACK_ENDPOINT contradict each other, and SDKs refuse to choose. */
export default contradictoryFlagsCheck({
  code: 'config/endpoint-plus-dualstack',
  title: 'SDKs refuse an endpoint URL together with the dual-stack flag',
  healthy: 'no endpoint URL is set together with the dual-stack flag',
  fact: 'usesDualStack',
  variable: 'AWS_USE_DUALSTACK_ENDPOINT',
  named: 'Dualstack',
});
