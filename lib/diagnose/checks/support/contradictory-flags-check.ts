import { type Check, defineCheck } from '../../../model/check.ts';
import type { CheckedCode } from '../../../model/codes.ts';
import { callByName } from '../../steps/elsewhere.ts';
import { callerOnly, harmToCaller } from './caller.ts';

interface Flag {
  readonly code: CheckedCode;
  readonly title: string;
  readonly healthy: string;
  readonly fact: 'usesFips' | 'usesDualStack';
  readonly variable: string;
  /** As the SDK's sentence names it. */
  readonly named: string;
}

/** A check for a flag that SDKs refuse together with a URL of one's own: they throw EndpointError, and no packet is sent. */
export const contradictoryFlagsCheck = ({ code, title, healthy, fact, variable, named }: Flag): Check =>
  defineCheck({
    code,
    title,
    healthy,
    needs: ['environment', 'target'],
    evaluate({ environment, target }) {
      const [url] = environment.endpointUrls;
      if (!url || !environment[fact]) return 'ok';
      return [
        {
          summary: `${url.variable} and ${variable} are both set: SDKs refuse the combination ("${named} and custom endpoint are not supported") before they send anything.`,
          severity: harmToCaller({ target }),
          on: callerOnly({ target }),
          explains: ['config/endpoint-url-service', 'config/endpoint-url-global', 'config/localstack-left'],
          resources: [url.variable, variable],
          evidence: [
            { fact: 'environment', path: 'endpointUrls[0].host', shows: `${url.variable}: ${url.host ?? 'no URL'}` },
            { fact: 'environment', path: fact, shows: `${variable}: true` },
          ],
          steps: [callByName(`Unset ${url.variable} or ${variable}`)],
        },
      ];
    },
  });
