import { expect, test } from '@jest/globals';
import { reportOf } from '../../lib/report/report.ts';
import { analyze } from '../../lib/run/analyze.ts';
import { describedFiles } from '../lab/lab.ts';
import { RECORDED_SEED, recordingOf } from '../lab/recordings.ts';
import { findScenario, worldOf } from '../lab/scenario.ts';

const OLD = '2020-01-01T00:00:00.000Z';
const NEW = '2099-01-01T00:00:00.000Z';

async function describedAt(scenario: string, timeOf: (index: number) => string) {
  const files = Object.entries(describedFiles(worldOf(await findScenario(scenario), RECORDED_SEED)));
  return files.map(([name, content], index) => ({
    ...{ name: `${name}.json`, writtenAt: timeOf(index) },
    content: JSON.parse(JSON.stringify(content)),
  }));
}

const REQUEST = { recorded: [], source: null, region: undefined, vpcEndpointId: undefined, secretId: undefined };

test('files are together as old as the oldest of them', async () => {
  const described = await describedAt('healthy-two-zones', (index) => (index === 1 ? OLD : NEW));
  const { facts } = await analyze({ ...REQUEST, described, source: { functionName: 'verify-private-a' } });
  expect(facts.runs.map(({ takenAt }) => takenAt)).toEqual([OLD]);
  expect(new Set(facts.inventory.reads.map(({ at }) => at))).toEqual(new Set([OLD]));
});

test.each([
  ['an old folder', OLD, 'sg/endpoint-ingress-missing'],
  ['a newer folder', NEW, null],
])('of %s and a recording the newer is believed', async (_, at, rootCause) => {
  const described = await describedAt('healthy-two-zones', () => at);
  const content = recordingOf('endpoint-group-closed')?.outside;
  const { facts } = await analyze({ ...REQUEST, described, recorded: [{ name: 'outside.json', content }] });
  expect(reportOf(facts).rootCause).toBe(rootCause);
});
