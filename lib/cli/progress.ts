import type { SeenListener } from '../gather/seen-listener.ts';
import type { FactName, FactValues } from '../model/facts.ts';
import type { Observation } from '../model/observation.ts';
import { plain } from '../report/render/plain.ts';
import { credentialsSaid } from '../words/credentials.ts';
import type { Output } from './io.ts';

type Value<N extends FactName> = FactValues[N];

/** What each step of packets shows; the other facts are read from APIs. */
const STEPS: { readonly [N in FactName]?: (value: Value<N>) => string } = {
  serviceDns: ({ host, system }) => `dns   ${host}: ${system.addresses.join(', ') || system.outcome}`,
  tcp: ([one]) => `tcp   ${one?.address}: ${one?.outcome}`,
  tls: ([one]) => `tls   ${one?.address}: ${one?.outcome}`,
  http: ([one]) => `http  ${one?.address}: ${one?.outcome}`,
  credentials: (look) => `cred  ${credentialsSaid(look)}`,
  secret: ({ outcome, errorName }) => `api   ${outcome === 'refused' ? (errorName ?? outcome) : outcome}`,
};

/** On a terminal a line for each step as it finishes; nothing where nobody watches. */
export function progressOn(stderr: Output): { readonly onSeen?: SeenListener } {
  if (!stderr.isTTY) return {};
  const said = new Set<string>();
  const onSeen: SeenListener = (fact, observation) => {
    const line = lineOf(fact, observation);
    if (line !== null && !said.has(line)) stderr.write(`  · ${plain(line)}\n`);
    if (line !== null) said.add(line);
  };
  return { onSeen };
}

/** Null where there is nothing to say. One reason may keep many facts from being seen. */
function lineOf(fact: FactName, one: Observation<unknown>): string | null {
  const step = STEPS[fact] as ((value: unknown) => string) | undefined;
  if (one.state === 'seen') return step ? step(one.value) : `read  ${inWords(fact)}`;
  return one.why === 'skipped' ? null : `not read: ${one.detail}`;
}

/** `vpcEndpoints` as two words. */
const inWords = (fact: FactName): string => fact.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
