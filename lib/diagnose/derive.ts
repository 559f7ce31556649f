import { lazy } from '../facts/lazy.ts';
import { observationsOf } from '../facts/observations-of.ts';
import type { DerivedFacts } from '../model/check.ts';
import type { Facts, Observations } from '../model/facts.ts';
import { expectedAddressesOf } from './expected-addresses.ts';
import { conflictingEndpointOf, expectedEndpointOf } from './expected-endpoint.ts';
import { pathsOf } from './paths.ts';
import { predictedPathsOf } from './predicted-paths.ts';
import { sourceHereOf } from './source-here.ts';
import { vpcCidrsOf } from './vpc-cidrs.ts';

/** What each run of some facts is judged by. */
export const derivedFrom = (facts: Facts): readonly DerivedFacts[] => observationsOf(facts).map(derive);

const made = new WeakMap<Observations, DerivedFacts>();

/** Adds to the facts what follows from several of them together: each when it is first asked for, and once for the same facts. */
export function derive(observations: Observations): DerivedFacts {
  const known = made.get(observations);
  if (known) return known;
  const names = Object.keys(observations) as (keyof Observations)[];
  const own = Object.fromEntries(names.map((name) => [name, () => observations[name]])) as {
    readonly [N in keyof Observations]: () => Observations[N];
  };
  const derived: DerivedFacts = lazy<DerivedFacts>({
    ...own,
    sourceHere: () => sourceHereOf(observations),
    expectedEndpoint: () => expectedEndpointOf(observations),
    conflictingEndpoint: () => conflictingEndpointOf(observations, derived.expectedEndpoint),
    expectedAddresses: () => expectedAddressesOf(observations, derived.expectedEndpoint),
    vpcCidrs: () => vpcCidrsOf(observations),
    paths: () => pathsOf(observations, derived),
    predictedPaths: () => predictedPathsOf(observations, derived),
  });
  made.set(observations, derived);
  return derived;
}
