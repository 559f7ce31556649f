import { defineCheck } from '../../../model/check.ts';
import { callerOnly } from '../support/caller.ts';

/**
 * The SDK for Node ignores HTTPS_PROXY, and most others heed it: their calls go to the proxy, which has no part in the
 * VPC's private DNS, and never use the endpoint. So this run may be green while a program in another language beside it is not.
 * Source: AWS CLI User Guide, "Using an HTTP proxy".
 */
export default defineCheck({
  code: 'config/proxy-env-no-noproxy',
  title: 'The environment sends calls of other programs to a proxy',
  healthy: 'no proxy is set, or it excepts the service',
  needs: ['environment', 'target'],
  evaluate({ environment: { proxies, noProxy }, target }) {
    const [proxy] = proxies;
    if (!proxy || noProxy.some((entry) => excepts(entry, target.host))) return 'ok';
    return [
      {
        summary: `${proxy.variable} sends HTTPS to ${proxy.host ?? 'a value that is no URL'}, and NO_PROXY does not except ${target.host}. The SDK for Node ignores that; the AWS CLI and SDKs such as Python's and Go's heed it, and their calls do not use the endpoint.`,
        severity: 'advisory',
        on: callerOnly({ target }),
        resources: [proxy.variable],
        evidence: [
          { fact: 'environment', path: 'proxies[0].host', shows: `${proxy.variable}: ${proxy.host ?? 'no URL'}` },
        ],
        fixes: [{ say: `Add ${target.host} to NO_PROXY` }],
      },
    ];
  },
});

/** A name stands for itself and for what ends with it, with or without a dot before it; `*` for everything. */
function excepts(entry: string, host: string): boolean {
  const name = entry
    .replace(/:\d+$/, '')
    .replace(/^\*?\./, '')
    .toLowerCase();
  return name === '*' || host === name || (name !== '' && host.endsWith(`.${name}`));
}
