import type { CheckInputs } from '../model/check.ts';
import type { Observations } from '../model/facts.ts';
import type { Observation } from '../model/observation.ts';
import { clientHereOf } from './client-here.ts';
import { expectedAddressesOf } from './expected-addresses.ts';
import { expectedEndpointOf } from './expected-endpoint.ts';
import { pathsOf } from './paths.ts';
import { predictedPathsOf } from './predicted-paths.ts';

/** All that checks may ask for, each seen or not. */
export type DerivedFacts = { readonly [N in keyof CheckInputs]: Observation<CheckInputs[N]> };

/** What was derived of facts that are asked about more than once in a run. */
const made = new WeakMap<Observations, DerivedFacts>();

/** Adds to the facts what follows from several of them together; once for the same facts. */
export function derive(observations: Observations): DerivedFacts {
  const derived = made.get(observations) ?? derivedFrom(observations);
  made.set(observations, derived);
  return derived;
}

function derivedFrom(observations: Observations): DerivedFacts {
  const expectedEndpoint = expectedEndpointOf(observations);
  const expectedAddresses = expectedAddressesOf(observations, expectedEndpoint);
  const paths = pathsOf(observations, expectedAddresses, expectedEndpoint);
  const clientHere = clientHereOf(observations);
  const predictedPaths = predictedPathsOf(observations, clientHere, expectedEndpoint, paths);
  return { ...observations, clientHere, expectedEndpoint, expectedAddresses, paths, predictedPaths };
}
