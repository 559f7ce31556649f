import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { CHECKS } from '../lib/diagnose/checks/index.ts';
import { importDescribeOutput } from '../lib/gather/import/describe-output.ts';
import { EPHEMERAL_PORTS } from '../lib/model/ephemeral-ports.ts';
import renderPathText from '../lib/report/render/path-text.ts';
import { ruleOnPath } from '../lib/run/rule-on-path.ts';
import { findingsIndex } from '../tools/findings-index.ts';
import { recordedPicture } from '../tools/path-picture.ts';
import { describeWorld } from './lab/describe-world.ts';
import { allScenarios, findScenario } from './lab/lab.ts';
import { worldOf } from './lab/scenario.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const readme = read('README.md');

test('README.md is short, and counts what there is', async () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(161);
  const [, checks, scenarios] = /(\d+) checks, and (\d+) scenarios/.exec(readme) ?? [];
  expect(Number(checks)).toBe(CHECKS.length);
  expect(Number(scenarios)).toBe((await allScenarios()).length);
});

test('docs/inspect.md shows what its offline commands print', async () => {
  const page = read('docs/inspect.md');
  const [, name = '', seed = ''] = /npm start -- ([\w-]+) --seed (\d+) --describe/.exec(page) ?? [];
  const [, from = '', to = ''] = /vpce-doctor analyze \/tmp\/world --from (\S+) --to (\S+)/.exec(page) ?? [];
  const documents = describeWorld(worldOf(await findScenario(name), Number(seed)));
  const files = Object.entries(documents).map(([call, content]) => ({ name: `${call}.json`, content }));
  const flow = { protocol: 'tcp', port: 443, sourcePorts: EPHEMERAL_PORTS.lambda };
  const report = ruleOnPath(importDescribeOutput(files), { from, to, ...flow });
  expect(page).toContain(renderPathText(report).trimEnd());
});

test('what is made from the code and from recordings is as they are: npm run docs', () => {
  expect(read('docs/findings/README.md')).toBe(findingsIndex());
  expect(read('docs/images/path.svg')).toBe(recordedPicture());
});
