import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { importDescribeOutput } from '../lib/gather/import/describe-output.ts';
import { EPHEMERAL_PORTS } from '../lib/model/ephemeral-ports.ts';
import renderPathText from '../lib/report/render/path-text.ts';
import { ruleOnPath } from '../lib/run/rule-on-path.ts';
import { describeWorld } from './lab/describe-world.ts';
import { findScenario } from './lab/lab.ts';
import { worldOf } from './lab/scenario.ts';

test('README.md shows what its offline commands print', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, name = '', seed = ''] = /npm start -- ([\w-]+) --seed (\d+) --describe/.exec(readme) ?? [];
  const [, from = '', to = ''] = /vpce-doctor analyze \/tmp\/world --from (\S+) --to (\S+)/.exec(readme) ?? [];
  const documents = describeWorld(worldOf(await findScenario(name), Number(seed)));
  const files = Object.entries(documents).map(([call, content]) => ({ name: `${call}.json`, content }));
  const flow = { protocol: 'tcp', port: 443, sourcePorts: EPHEMERAL_PORTS.lambda };
  const report = ruleOnPath(importDescribeOutput(files), { from, to, ...flow });
  expect(readme).toContain(renderPathText(report).trimEnd());
});
