import { type Check, defineCheck } from '../../../model/check.ts';
import type { CheckedCode } from '../../../model/codes.ts';
import type { UrlVariable } from '../../../model/environment.ts';
import type { Target } from '../../../model/run.ts';
import { callByName } from '../../steps/elsewhere.ts';
import { callerOnly, harmToCaller } from './caller.ts';

interface EndpointUrlFailure {
  readonly code: CheckedCode;
  readonly title: string;
  readonly healthy: string;
  readonly matches: (url: UrlVariable, target: Target) => boolean;
  /** Continues "AWS_ENDPOINT_URL sends the calls of SDKs to HOST". */
  readonly so: (target: Target, other: string | null) => string;
}

/** A check for one way in which a URL in the environment sends SDKs elsewhere. This run calls the service's own name all the same. */
export function endpointUrlCheck({ code, title, healthy, matches, so }: EndpointUrlFailure): Check {
  return defineCheck({
    code,
    title,
    healthy,
    needs: ['environment', 'target'],
    evaluate({ environment: { endpointUrls }, target }) {
      // The first counts: SDKs take the service's own variable before the general one.
      const [url] = endpointUrls;
      if (!url || !matches(url, target)) return 'ok';
      return [
        {
          summary: `${url.variable} sends SDK calls to ${url.host ?? "a value that isn't a URL"}${so(target, otherEndpointIn(url, target))}`,
          severity: harmToCaller({ target }),
          on: callerOnly({ target }),
          resources: [url.variable],
          evidence: [
            { fact: 'environment', path: 'endpointUrls[0].host', shows: `${url.variable}: ${url.host ?? 'no URL'}` },
          ],
          steps: [
            callByName(
              `Unset ${url.variable}, or set AWS_IGNORE_CONFIGURED_ENDPOINT_URLS to true if you don't want it`,
            ),
          ],
        },
      ];
    },
  });
}

/** Where emulators of AWS listen. */
const EMULATOR = /^(localhost|127\.[\d.]+|\[::1\]|host\.docker\.internal|localstack)(:\d+)?$|:4566$/i;

export const isEmulator = ({ host }: UrlVariable): boolean => EMULATOR.test(host ?? '');

/** The service's own name, or one of the expected endpoint's: `vpce-….SERVICE.REGION.vpce.amazonaws.com` is a fair way to it. */
export function leadsToService(url: UrlVariable, target: Target): boolean {
  const name = nameIn(url);
  const service = target.host.slice(0, target.host.indexOf('.'));
  if (name === target.host) return true;
  return name.includes(`.${service}.${target.region}.vpce.`) && otherEndpointIn(url, target) === null;
}

/** The endpoint whose own name a variable holds, where that is known not to be the expected one; null where it isn't. */
function otherEndpointIn(url: UrlVariable, { endpoint }: Target): string | null {
  const named = endpointIdIn(nameIn(url));
  const expected = [endpoint.vpcEndpointId, ...endpoint.dnsNames.map(endpointIdIn)].filter(
    (id) => typeof id === 'string',
  );
  return named === null || expected.length === 0 || expected.includes(named) ? null : named;
}

const nameIn = ({ host }: UrlVariable): string => host?.replace(/\.?(:443)?$/, '').toLowerCase() ?? '';

/** An endpoint's own names begin with its id. */
const endpointIdIn = (name: string): string | null => /^(vpce-[0-9a-z]+)[-.]/.exec(name)?.[1] ?? null;

/** Where such a variable leads, and what this run's result is worth beside it. */
export const leadingElsewhere = ({ host }: Target, other: string | null): string =>
  `, ${other ? `a name of ${other}, which isn't the expected endpoint` : `not to ${host}`}. This run called ${host}: it doesn't speak for programs that follow the variable.`;
