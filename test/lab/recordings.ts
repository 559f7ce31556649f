import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Facts } from '../../lib/model/facts.ts';

/** Of every scenario a run is recorded; of these the reports are kept too, in every format. `npm run golden` rewrites them. */
export const GOLDEN_SCENARIOS: readonly string[] = [
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

/** The world of every recording; only times differ from one to the next. */
export const RECORDED_SEED = 2026;

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Where a scenario's golden reports are. */
export const goldenFolderOf = (scenario: string): string => at(`cases/${scenario}`);

/** Where a scenario's recordings are: `inside.json`, by the function, and `outside.json`, by `inspect`. */
export const recordingFolderOf = (scenario: string): string => at(`recordings/${scenario}`);

/** What was recorded of one run of a scenario: by the function inside, and from outside. */
export interface Recording {
  readonly inside: Facts;
  readonly outside: Facts;
}

/** The recording of a scenario; null where there is none. */
export function recordingOf(scenario: string): Recording | null {
  const folder = recordingFolderOf(scenario);
  if (!existsSync(`${folder}/outside.json`)) return null;
  const read = (file: string) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Facts;
  return { inside: read('inside.json'), outside: read('outside.json') };
}

/** Keeps a recording, one observation a line, so that a difference can be read. */
export function keep(scenario: string, recording: Recording): void {
  const folder = recordingFolderOf(scenario);
  mkdirSync(folder, { recursive: true });
  for (const [vantage, { observations, ...about }] of Object.entries(recording) as [string, Facts][]) {
    const lines = Object.entries(observations).map(([name, one]) => `${JSON.stringify(name)}: ${JSON.stringify(one)}`);
    const head = JSON.stringify(about).slice(0, -1);
    writeFileSync(`${folder}/${vantage}.json`, `${head},"observations":{\n${lines.join(',\n')}\n}}\n`);
  }
}
