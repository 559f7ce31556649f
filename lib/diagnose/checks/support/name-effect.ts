import type { CheckInputs } from '../../../model/check.ts';
import type { ServiceDns } from '../../../model/dns.ts';
import type { ObservedPath } from '../../../model/observed-path.ts';
import type { PathId } from '../../../model/path-id.ts';
import type { Problem } from '../../../model/problem.ts';
import { listHostedZones } from '../../looks.ts';
import { nonEndpointAddresses } from './paths.ts';

/**
 * What a fault of private DNS does to the name under test. `harmless`: the name resolves to the endpoint all the same, as by a
 * private hosted zone. `elsewhere`: it resolves elsewhere. `unresolved`: to nothing, which may have other causes. `unseen`: nobody
 * has asked the name from inside, or not to the end.
 */
export type NameEffect =
  | { readonly kind: 'harmless' | 'unresolved' | 'unseen' }
  | { readonly kind: 'elsewhere'; readonly on: readonly PathId[] };

export function effectOnName(
  serviceDns: ServiceDns | undefined,
  paths: readonly ObservedPath[] | undefined,
): NameEffect {
  if (!serviceDns || serviceDns.system.outcome === 'unfinished') return { kind: 'unseen' };
  if (serviceDns.system.outcome !== 'answered') return { kind: 'unresolved' };
  if (!paths) return { kind: 'unseen' };
  const { outside } = nonEndpointAddresses(paths);
  return outside.length > 0 ? { kind: 'elsewhere', on: outside.map((path) => path.id) } : { kind: 'harmless' };
}

/** Where nobody has seen the name resolve elsewhere, a hosted zone may answer it well: steps are likely, and the zones would tell. */
export const unlessHostedZone = (
  { kind }: NameEffect,
  { vpc, target }: Pick<CheckInputs, 'vpc' | 'target'>,
): Pick<Problem, 'isPrediction' | 'looks'> =>
  kind === 'elsewhere' ? {} : { isPrediction: true, looks: [listHostedZones(vpc.VpcId, target)] };
