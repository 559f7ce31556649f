// Rewrites the golden reports from the recorded facts, and those that README.md shows: `npm run golden`. With --record, records the facts of every
// scenario anew first, by running it in the simulated VPC; with names after it, of those alone. Nothing here is ever edited by hand.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { allScenarios, labSupport, runScenario, type Scenario } from '../lab/lab.ts';
import { runPool } from '../lab/pool.ts';
import { GOLDEN_SCENARIOS, goldenFolderOf, keep, RECORDED_SEED, recordingOf } from '../lab/recordings.ts';
import { goldenOf, README, SHOWN, shownIn } from './cases.ts';

const AT_ONCE = 3;

async function record(scenario: Scenario): Promise<void> {
  const { response, error, outside } = await runScenario(scenario, {
    seed: RECORDED_SEED,
    enforceFilters: true,
    outside: true,
    event: { mode: 'facts' },
  });
  if (response === null || !outside?.recorded) throw new Error(`${scenario.name}: ${error ?? outside?.stderr}`);
  keep(scenario.name, { inside: JSON.parse(response), outside: JSON.parse(outside.recorded) });
}

async function recordAll(names: readonly string[]): Promise<void> {
  const { filters } = labSupport();
  if (filters !== true) throw new Error(`cannot record: ${filters}`);
  const wanted = (await allScenarios()).filter(({ name }) => names.length === 0 || names.includes(name));
  const jobs = wanted.map((scenario) => [scenario.name, () => record(scenario)] as const);
  for (const [name, result] of await runPool(new Map(jobs), AT_ONCE)) {
    if (result.status === 'rejected') throw result.reason;
    process.stdout.write(`recorded ${name}\n`);
  }
}

/** Puts the recorded reports into README.md, below the comments that name them. */
function rewriteReadme(): void {
  const readme = readFileSync(README, 'utf8').replace(SHOWN, (_, name: string, part: string) => shownIn(name, part));
  writeFileSync(README, readme);
}

const [option, ...names] = process.argv.slice(2);
if (option === '--record') await recordAll(names);
for (const name of GOLDEN_SCENARIOS) {
  const recording = recordingOf(name);
  if (recording === null) throw new Error(`${name} was not recorded`);
  mkdirSync(goldenFolderOf(name), { recursive: true });
  for (const [file, content] of Object.entries(goldenOf(recording)))
    writeFileSync(`${goldenFolderOf(name)}/${file}`, content);
}
rewriteReadme();
