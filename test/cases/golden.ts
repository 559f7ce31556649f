// Rewrites the golden reports from the recorded facts, and those that README.md shows: `npm run golden`. With --record, records the facts anew first, by running
// each scenario in the simulated VPC. Nothing here is ever edited by hand.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { findScenario, labSupport, runScenario } from '../lab/lab.ts';
import { folderOf, RECORDED_SCENARIOS, recordingOf } from '../lab/recordings.ts';
import { goldenOf, README, SHOWN, shownIn } from './cases.ts';

/** The same world at every recording; only times differ. */
const SEED = 2026;

async function record(name: string): Promise<void> {
  const scenario = await findScenario(name);
  const { response, error, outside } = await runScenario(scenario, {
    seed: SEED,
    enforceFilters: true,
    outside: true,
    event: { mode: 'facts' },
  });
  if (response === null || !outside?.recorded) throw new Error(`${name}: ${error ?? outside?.stderr}`);
  mkdirSync(folderOf(name), { recursive: true });
  writeFileSync(`${folderOf(name)}/inside.json`, `${JSON.stringify(JSON.parse(response), null, 2)}\n`);
  writeFileSync(`${folderOf(name)}/outside.json`, outside.recorded);
}

/** Puts the recorded reports into README.md, below the comment that names them. */
function rewriteReadme(): void {
  const readme = readFileSync(README, 'utf8').replace(SHOWN, (_, name: string) => shownIn(name));
  writeFileSync(README, readme);
}

const isRecording = process.argv.includes('--record');
if (isRecording && labSupport().filters !== true) throw new Error(`cannot record: ${labSupport().filters}`);
for (const name of RECORDED_SCENARIOS) {
  if (isRecording || !existsSync(`${folderOf(name)}/outside.json`)) await record(name);
  const recording = recordingOf(name);
  if (recording === null) throw new Error(`${name} was not recorded`);
  for (const [file, content] of Object.entries(goldenOf(recording)))
    writeFileSync(`${folderOf(name)}/${file}`, content);
  process.stdout.write(`${name}\n`);
}
rewriteReadme();
