import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Facts } from '../../lib/model/facts.ts';

/** Scenarios of which a run is recorded. `npm run golden -- --record` records them anew. */
export const RECORDED_SCENARIOS: readonly string[] = [
  'healthy-two-zones',
  'healthy-one-zone',
  'acl-client-reply',
  'endpoint-pending',
  'hub-no-route',
  'interface-dead',
  'endpoint-group-closed',
  'public-answer-nat',
  'public-answer-isolated',
  'public-answer-endpoint-closed',
  'custom-resolver-public',
  'resolver-silent',
  'name-not-found',
  'tls-intercepted',
  'endpoint-policy-omits',
  'role-lacks-permission',
  'secret-absent',
  'service-truncates',
  'mtu-black-hole',
  'environment-fips',
  'tls-intercepted-trusted',
];

/** Where a scenario's recordings and golden reports are. */
export const folderOf = (scenario: string): string => fileURLToPath(new URL(`../cases/${scenario}`, import.meta.url));

/** What was recorded of one run of a scenario: by the function inside, and from outside. */
export interface Recording {
  readonly inside: Facts;
  readonly outside: Facts;
}

/** The recording of a scenario; null where there is none. */
export function recordingOf(scenario: string): Recording | null {
  const read = (file: string) => JSON.parse(readFileSync(`${folderOf(scenario)}/${file}`, 'utf8')) as Facts;
  return existsSync(`${folderOf(scenario)}/outside.json`)
    ? { inside: read('inside.json'), outside: read('outside.json') }
    : null;
}
