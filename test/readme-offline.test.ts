import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { EPHEMERAL_PORTS } from '../lib/diagnose/predicted-paths.ts';
import { evaluatePath } from '../lib/evaluate/network/path.ts';
import { placesOf } from '../lib/evaluate/network/places.ts';
import { importDescribeOutput } from '../lib/gather/import/describe-output.ts';
import { pathReportOf } from '../lib/report/path-report.ts';
import renderPathText from '../lib/report/render/path-text.ts';
import { describeWorld } from './lab/describe-world.ts';
import { findScenario } from './lab/lab.ts';
import { worldOf } from './lab/scenario.ts';

test('README.md shows what its offline commands print', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, name = '', seed = ''] = /npm start -- ([\w-]+) --seed (\d+) --describe/.exec(readme) ?? [];
  const [, from = '', to = ''] =
    /vpce-doctor analyze \/tmp\/world --from (\S+) --to (\S+) --port 443/.exec(readme) ?? [];
  const documents = describeWorld(worldOf(await findScenario(name), Number(seed)));
  const { configuration } = importDescribeOutput(
    Object.entries(documents).map(([call, content]) => ({ name: `${call}.json`, content })),
  );
  const [clients, endpoints] = [placesOf(from, configuration), placesOf(to, configuration)];
  if ('missing' in clients || 'missing' in endpoints) throw new Error(`README.md names ${from} and ${to}`);
  const flow = { protocol: 'tcp', port: 443, sourcePorts: EPHEMERAL_PORTS.lambda };
  const traces = clients.flatMap((one) =>
    endpoints.map((other) => evaluatePath({ ...flow, source: one, destination: other }, configuration)),
  );
  expect(readme).toContain(renderPathText(pathReportOf(traces, [])).trimEnd());
});
