import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parsed } from '../../lib/gather/import/parsed.ts';
import type { Facts } from '../../lib/model/facts.ts';
import { RUN } from '../../lib/model/run.ts';

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
  const read = (file: string) => whole(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Facts, file);
  return { inside: read('inside.json'), outside: read('outside.json') };
}

/** With the looks that there were not yet when it was recorded. */
const whole = (facts: Facts, file: string): Facts => ({
  ...facts,
  runs: facts.runs.map((run) => ({ ...run, probes: { ...parsed(RUN, run, file).probes, ...run.probes } })),
});

/** Keeps a recording, one fact and one resource a line, so that a difference can be read. */
export function keep(scenario: string, recording: Recording): void {
  const folder = recordingFolderOf(scenario);
  mkdirSync(folder, { recursive: true });
  for (const [vantage, facts] of Object.entries(recording))
    writeFileSync(`${folder}/${vantage}.json`, `${spread(facts, 4)}\n`);
}

/** JSON with a line for each thing down to a depth. */
function spread(value: unknown, depth: number): string {
  if (depth === 0 || typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[\n${value.map((one) => spread(one, depth - 1)).join(',\n')}\n]`;
  const lines = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${spread(one, depth - 1)}`);
  return `{\n${lines.join(',\n')}\n}`;
}
