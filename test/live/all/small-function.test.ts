import { beforeAll, expect, test } from '@jest/globals';
import type { Report } from '../../../lib/model/report.ts';
import { reportOf } from '../../../lib/report/report.ts';
import { allScenarios, type Scenario } from '../../lab/lab.ts';
import { describeLab } from '../../support/describe-lab.ts';
import { insideOf } from '../../support/scenario-judgement.ts';
import { type Looked, runLive } from '../judge-live.ts';

/** Healthy worlds of each kind, and one fault for each of the things that are waited for. */
const NAMES = [
  'healthy-two-zones',
  'healthy-odd-rules',
  'healthy-hub',
  'healthy-apis',
  'latency',
  'resolver-slow',
  'resolver-silent',
  'endpoint-group-closed',
  'tls-silent',
  'service-silent',
];
const scenarios = (await allScenarios()).filter(({ name }) => NAMES.includes(name));

const isHealthy = ({ expects: { verdict, rootCause } }: Scenario): boolean =>
  verdict === 'connected' && rootCause === null;

/** A healthy world stays healthy; a fault keeps its diagnosis, or is not proven and the report says why. */
function wrongsAt({ scenario, recording }: Looked): readonly string[] {
  const report: Report = reportOf(recording.inside);
  const expected = insideOf(scenario.expects);
  if (report.verdict === expected.verdict && report.rootCause === expected.rootCause) return [];
  const isExcused = !isHealthy(scenario) && report.verdict === 'unproven' && report.undecided.length > 0;
  return isExcused ? [] : [`${scenario.name}: ${report.verdict}, ${report.rootCause}`];
}

describeLab('a function of 128 MB, with a fourteenth of a processor', () => {
  let looked: readonly Looked[] = [];
  beforeAll(async () => {
    expect(scenarios).toHaveLength(NAMES.length);
    looked = await runLive(scenarios, { seedOf: () => 7, memoryMb: 128 });
  }, 1_200_000);

  test('was held to that share', () => {
    for (const { run } of looked) expect(run.share).toMatch(/^(cgroup|signals)$/);
  });

  test('diagnoses as a large one does', () => {
    expect(looked.flatMap(wrongsAt)).toEqual([]);
  });
});
