import { defineCheck } from '../../../model/check.ts';
import { callByName } from '../../steps/elsewhere.ts';
import { callerOnly } from '../support/caller.ts';

/**
 * The SDK for Node ignores HTTPS_PROXY, and most others heed it: their calls go to the proxy, which does not
 * see the VPC's private DNS, and never use the endpoint. This run may be green while a program in another language beside it is not.
 * Source: AWS CLI User Guide, "Using an HTTP proxy".
 */
export default defineCheck({
  code: 'config/proxy-env-no-noproxy',
  title: 'A proxy variable sends other programs around the endpoint',
  healthy: 'no proxy variable is set, or NO_PROXY covers the service',
  needs: ['environment', 'target'],
  evaluate({ environment: { proxies, noProxy }, target }) {
    const [proxy] = proxies;
    if (!proxy || noProxy.some((entry) => excepts(entry, target.host))) return 'ok';
    return [
      {
        summary: `${proxy.variable} is set to ${proxy.host ?? "a value that isn't a URL"}, and NO_PROXY doesn't cover ${target.host}. The AWS CLI and SDKs such as Python's and Go's follow it, so their calls don't use the endpoint; the SDK for Node ignores it.`,
        severity: 'advisory',
        on: callerOnly({ target }),
        resources: [proxy.variable],
        evidence: [
          { fact: 'environment', path: 'proxies[0].host', shows: `${proxy.variable}: ${proxy.host ?? 'no URL'}` },
        ],
        steps: [callByName(`Add ${target.host} to NO_PROXY`)],
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
