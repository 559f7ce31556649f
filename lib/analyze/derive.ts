import type { Known } from '../model/check.ts';
import type { Observations } from '../model/facts.ts';
import type { Observation } from '../model/observation.ts';
import { expectedAddressesOf } from './expected-addresses.ts';
import { pathsOf } from './paths.ts';

/** All that checks may ask for, each seen or not. */
export type Knowledge = { readonly [N in keyof Known]: Observation<Known[N]> };

/** Adds to the facts what follows from several of them together. */
export function derive(observations: Observations): Knowledge {
  const { target, endpointDns } = observations;
  const expectedAddresses = target.state === 'seen' ? expectedAddressesOf(target.value, endpointDns) : target;
  return { ...observations, expectedAddresses, paths: pathsOf(observations, expectedAddresses) };
}
