import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { mergeFacts } from '../../lib/facts/merge.ts';
import { reportOf } from '../../lib/report/report.ts';
import { allScenarios, type Scenario } from '../lab/lab.ts';
import { LIVE_SCENARIOS } from '../lab/live-scenarios.ts';
import { RECORDED_SEED, type Recording, recordingOf } from '../lab/recordings.ts';
import { worldOf } from '../lab/scenario.ts';
import { leaksOf, mismatchesIn } from '../support/scenario-judgement.ts';

const scenarios = await allScenarios();

const recorded = ({ name }: Scenario): Recording => {
  const recording = recordingOf(name);
  if (recording === null) throw new Error(`${name} was not recorded: npm run golden -- --record ${name}`);
  return recording;
};

test('every scenario is recorded, and nothing else', () => {
  const folders = readdirSync(fileURLToPath(new URL('../recordings', import.meta.url)));
  expect(folders.toSorted()).toEqual(scenarios.map(({ name }) => name).toSorted());
});

test('every recorded scenario is diagnosed right: from both vantages, and from each alone', () => {
  expect(scenarios.flatMap((scenario) => mismatchesIn(scenario, recorded(scenario)))).toEqual([]);
});

test('no finding takes more than 300 characters to say, with ids as long as AWS makes them', () => {
  const long = scenarios.flatMap((scenario) => {
    const { inside, outside } = recorded(scenario);
    return [mergeFacts(inside, outside), inside, outside].flatMap((facts) =>
      reportOf(facts)
        .causes.flatMap((cause) => [cause, ...cause.accountsFor])
        .filter(({ summary }) => summary.length > 300),
    );
  });
  expect([...new Set(long.map(({ code, summary }) => `${code}: ${summary}`))]).toEqual([]);
});

test('no recording and no report of one holds a secret or a credential', () => {
  const leaks = scenarios.flatMap((scenario) => leaksOf(worldOf(scenario, RECORDED_SEED), recorded(scenario)));
  expect(leaks).toEqual([]);
});

/** What a scenario is made of: where it plays, and each thing that it sets. */
const traitsOf = ({ zones, client, apis, asks, set }: Scenario): readonly string[] => [
  `${zones} zones`,
  client,
  apis ? 'with the EC2 API' : 'isolated',
  `asks for the ${asks}`,
  ...Object.keys(set).map((place) =>
    place
      .split('.')
      .slice(0, place.startsWith('Behaviour.') ? 2 : 1)
      .join('.'),
  ),
];

test('what npm test runs live has every topology, and every class of fault', () => {
  const live = scenarios.filter(({ name }) => LIVE_SCENARIOS.includes(name));
  expect(live).toHaveLength(LIVE_SCENARIOS.length);
  const covered = new Set(live.flatMap(traitsOf));
  const missing = new Set(scenarios.flatMap(traitsOf).filter((trait) => !covered.has(trait)));
  expect([...missing]).toEqual([]);
  const layerOf = ({ expects }: Scenario) => expects.rootCause?.split('/')[0] ?? 'none';
  const layers = new Set(live.map(layerOf));
  expect(scenarios.map(layerOf).filter((layer) => !layers.has(layer))).toEqual([]);
});
