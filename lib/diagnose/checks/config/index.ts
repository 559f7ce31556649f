import type { Check } from '../../../model/check.ts';
import blockPage from './block-page.ts';
import endpointPlusDualstack from './endpoint-plus-dualstack.ts';
import endpointPlusFips from './endpoint-plus-fips.ts';
import endpointUrlGlobal from './endpoint-url-global.ts';
import endpointUrlService from './endpoint-url-service.ts';
import localstackLeft from './localstack-left.ts';
import proxyEnvNoNoproxy from './proxy-env-no-noproxy.ts';

/** Checks of the layer `config`, in the order in which they are shown. */
export const configChecks: readonly Check[] = [
  blockPage,
  endpointPlusFips,
  endpointPlusDualstack,
  localstackLeft,
  endpointUrlService,
  endpointUrlGlobal,
  proxyEnvNoNoproxy,
];
