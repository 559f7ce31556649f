import { contradictoryFlagsCheck } from '../support/contradictory-flags-check.ts';

/** A custom endpoint URL and AWS_USE_FIPS_ENDPOINT contradict each other, and SDKs refuse to choose. */
export default contradictoryFlagsCheck({
  code: 'config/endpoint-plus-fips',
  title: 'SDKs refuse an endpoint URL together with the FIPS flag',
  healthy: 'no endpoint URL is set together with the FIPS flag',
  fact: 'usesFips',
  variable: 'AWS_USE_FIPS_ENDPOINT',
  named: 'FIPS',
});
