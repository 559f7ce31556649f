import type { VpcEndpoint } from '../../../model/aws.ts';
import { type Check, defineCheck } from '../../../model/check.ts';
import type { CheckedCode, Code } from '../../../model/codes.ts';
import type { Repair, Severity } from '../../../model/problem.ts';
import type { Target } from '../../../model/run.ts';
import { describeEndpoint } from '../../looks.ts';
import { NO_ADDRESS_EXPLAINS, RESOLVES_ELSEWHERE_EXPLAINS } from './wrong-address.ts';

/** Interfaces that are not there: silence, and silence that no rule explains. */
const LACKING_EXPLAINS: readonly Code[] = [
  'path/packets-dropped',
  'path/interface-silent',
  'path/contradicts-configuration',
];

/** An endpoint that does not serve: neither its name nor its interfaces do. */
export const NOT_SERVING_EXPLAINS: readonly Code[] = [
  ...RESOLVES_ELSEWHERE_EXPLAINS,
  ...NO_ADDRESS_EXPLAINS,
  'path/connection-refused',
  'path/rejected',
  ...LACKING_EXPLAINS,
];

/** Each has its check, but for `available`. A newer one may mean anything. */
const KNOWN_STATES: readonly string[] = [
  ...['available', 'pendingacceptance', 'pending', 'partial', 'failed', 'rejected', 'expired', 'deleting', 'deleted'],
];

interface StateFailure {
  readonly code: CheckedCode;
  readonly title: string;
  readonly healthy: string;
  /** As DescribeVpcEndpoints spells them, in small letters. */
  readonly states: readonly string[];
  readonly severity: Severity;
  /** True for a state that an endpoint passes through. */
  readonly isTransient?: boolean;
  /** Continues "vpce-0abc is pending: …". */
  readonly means: string;
  readonly repair: (endpoint: VpcEndpoint, target: Target) => Repair;
}

/**
 * A check for a state in which the endpoint does not serve. A secret that is read through it all the same outweighs the
 * state: it changes for moments whenever the endpoint is modified.
 * Source: EC2 API Reference, VpcEndpoint, State; the API's spelling of case varies.
 */
export function endpointStateCheck({
  code,
  title,
  healthy,
  states,
  severity,
  isTransient = false,
  means,
  repair,
}: StateFailure): Check {
  return defineCheck({
    code,
    title,
    healthy,
    needs: ['vpcEndpoints', 'expectedEndpoint', 'target'],
    wants: ['paths', 'secret'],
    evaluate({ vpcEndpoints, expectedEndpoint, target, paths, secret }) {
      if (expectedEndpoint === null) return 'not-applicable';
      const state = expectedEndpoint.State?.toLowerCase().replaceAll(/[^a-z]/g, '') ?? '';
      const isServing = paths?.some((path) => path.owner === 'endpoint' && path.tls === 'verified');
      if (!KNOWN_STATES.includes(state) && !isServing)
        return { undecided: `what the state of ${expectedEndpoint.VpcEndpointId} means isn't known` };
      if (!states.includes(state)) return 'ok';
      if (severity === 'blocking' && isServing) return 'ok';
      const { VpcEndpointId, State, LastError } = expectedEndpoint;
      const reason = LastError?.Message ?? LastError?.Code;
      const at = vpcEndpoints.findIndex((one) => one.VpcEndpointId === VpcEndpointId);
      return [
        {
          summary: `${VpcEndpointId} is ${State}: ${means}${reason ? ` (${reason})` : ''}.`,
          // A secret that came another way is no block, and from outside a state of moments is none.
          severity: secret?.outcome === 'read' || (!paths && isTransient) ? 'degrading' : severity,
          on: 'all',
          explains: severity === 'blocking' ? NOT_SERVING_EXPLAINS : LACKING_EXPLAINS,
          resources: [VpcEndpointId],
          evidence: [
            { fact: 'vpcEndpoints', path: `[${at}].State`, shows: `State: ${State}${reason ? `, ${reason}` : ''}` },
          ],
          ...repair(expectedEndpoint, target),
        },
      ];
    },
  });
}

/** Where to see the endpoint as it is now. */
export const lookAtEndpoint = (say: string, { VpcEndpointId }: VpcEndpoint, { endpoint, region }: Target) =>
  describeEndpoint(say, { endpoint: { ...endpoint, vpcEndpointId: VpcEndpointId }, region });
