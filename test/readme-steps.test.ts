import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { CHECKS } from '../lib/diagnose/checks/index.ts';
import { mergeFacts } from '../lib/facts/merge.ts';
import { reportOf } from '../lib/report/report.ts';
import { allScenarios } from './lab/lab.ts';
import { recordingOf } from './lab/recordings.ts';

const page = readFileSync(new URL('../docs/readme-steps.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| ([^|*]+) \| `([^`]+)` \| `([^`]+)` \|$/gm)].map(([, step, code, name]) => ({
  step,
  code,
  name,
}));
const scenarios = await allScenarios();

test('docs/readme-steps.md holds every step', () => {
  expect(rows.length).toBeGreaterThan(15);
});

test.each(rows)('$step: $code, proven by the scenario $name', ({ code, name }) => {
  expect(CHECKS.map((check) => check.code)).toContain(code);
  const scenario = scenarios.find((one) => one.name === name);
  expect(scenario).toBeDefined();
  if (scenario?.expects.rootCause === code) return;
  // Advice is no root cause: the recorded report of the scenario then holds it.
  const recorded = recordingOf(name ?? '') ?? recordingOf('healthy-two-zones');
  if (recorded === null) throw new Error('healthy-two-zones was not recorded');
  const { causes } = reportOf(mergeFacts(recorded.inside, recorded.outside));
  expect(causes.map((cause) => cause.code)).toContain(code);
});
