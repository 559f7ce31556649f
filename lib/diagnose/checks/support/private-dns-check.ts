import { type Check, type CheckInputs, defineCheck, type Undecidable } from '../../../model/check.ts';
import type { CheckedCode, Code } from '../../../model/codes.ts';
import type { Evidence } from '../../../model/problem.ts';
import type { Step } from '../../../model/step.ts';
import { networkOf } from '../../network-of.ts';
import { effectOnName, unlessHostedZone } from './name-effect.ts';
import { waysOutOf } from './way-out-note.ts';

type Setting = 'vpcDnsAttributes' | 'expectedEndpoint';

type Read<N extends Setting> = Pick<CheckInputs, N | 'vpc' | 'target'>;

interface PrivateDnsFailure<N extends Setting> {
  readonly code: CheckedCode;
  readonly title: string;
  readonly healthy: string;
  readonly setting: N;
  /** Whether it is off; null where there is nothing to set, and undecided where nothing tells. */
  readonly isOff: (read: Read<N>, vpcEndpoints: CheckInputs['vpcEndpoints']) => boolean | null | Undecidable;
  readonly summary: (read: Read<N>) => string;
  readonly resource: (read: Read<N>) => string;
  /** What else is to be said where nobody has asked the name from inside. */
  readonly whereUnseen?: string;
  readonly explains: readonly Code[];
  readonly evidence: (read: Read<N>, vpcEndpoints: CheckInputs['vpcEndpoints']) => Evidence;
  readonly step: (read: Read<N>, vpcEndpoints: CheckInputs['vpcEndpoints']) => Step;
}

/**
 * A check for one of the settings without which the VPC's resolver does not answer the service's name with the endpoint's
 * addresses. Where the name leads to the endpoint all the same, by a private hosted zone, nothing is wrong; where nobody has
 * asked the name from inside, it is a prediction and no block.
 */
export function privateDnsCheck<N extends Setting>(failure: PrivateDnsFailure<N>): Check {
  const { code, title, healthy, setting, explains } = failure;
  return defineCheck<
    N | 'vpc' | 'target',
    'serviceDns' | 'paths' | 'vpcEndpoints' | 'source' | 'subnets' | 'routeTables'
  >({
    code,
    title,
    healthy,
    needs: [setting, 'vpc', 'target'],
    wants: ['serviceDns', 'paths', 'vpcEndpoints', 'source', 'subnets', 'routeTables'],
    evaluate(known) {
      const isOff = failure.isOff(known, known.vpcEndpoints ?? []);
      if (isOff === null) return 'not-applicable';
      const effect = effectOnName(known.serviceDns, known.paths);
      if (typeof isOff === 'object') return effect.kind === 'harmless' ? 'not-applicable' : isOff;
      if (!isOff) return 'ok';
      if (effect.kind === 'harmless') return 'not-applicable';
      const note = known.source && waysOutOf(known.source, networkOf(known)).note;
      const more = note ?? (effect.kind === 'elsewhere' ? undefined : failure.whereUnseen);
      return [
        {
          summary: `${failure.summary(known)}${more ? ` ${more}` : ''}`,
          severity: 'degrading',
          on: effect.kind === 'elsewhere' ? effect.on : 'all',
          explains,
          resources: [failure.resource(known)],
          evidence: [failure.evidence(known, known.vpcEndpoints ?? [])],
          steps: [failure.step(known, known.vpcEndpoints ?? [])],
          ...unlessHostedZone(effect, known),
        },
      ];
    },
  });
}
