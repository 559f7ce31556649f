import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Configuration, configurationSchema } from '../../infra/configuration.ts';
import { watchingCost } from '../../infra/monitoring/watching-cost.ts';
import { writePackage } from '../../infra/package/write-package.ts';
import { parseConfiguration } from '../../infra/parse-configuration.ts';
import type { Template } from '../../infra/synthesize.ts';
import { METRICS } from '../../lib/model/metrics.ts';
import { templatesOf } from './deployment.ts';
import { propertiesOf } from './read-template.ts';

const read = (page: string) => readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
const deploying = read('deploying.md');
const operating = read('operating.md');

/** The configuration that a page shows. */
const shownIn = (page: string, source: string) =>
  parseConfiguration(JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? ''), source);

const { shown, existing } = templatesOf({
  shown: shownIn(deploying, 'docs/deploying.md'),
  existing: shownIn(read('existing-endpoint.md'), 'docs/existing-endpoint.md'),
});

/** How many resources of each type a template has, as the page lists them. */
function countsOf({ Resources = {} }: Template): string {
  const byType = Map.groupBy(Object.values(Resources), ({ Type }) => Type);
  const lines = [...byType].map(([type, all]) => `| \`${type}\` | ${all.length} |`).toSorted();
  return `| resource | how many |\n|---|---|\n${lines.join('\n')}\n`;
}

test('docs/deploying.md lists just what its configuration makes', () => {
  expect(deploying).toContain(`<!-- the test counts these -->\n${countsOf(shown)}`);
});

test('docs/existing-endpoint.md makes verifiers, and touches no endpoint', () => {
  expect(propertiesOf(existing, 'AWS::EC2::VPCEndpoint')).toEqual([]);
  expect(propertiesOf(existing, 'AWS::Lambda::Function').length).toBeGreaterThan(0);
});

test('what docs/deploying.md counts for its costs is what is deployed, and the sum is right', () => {
  const verifiers = propertiesOf(shown, 'AWS::Scheduler::Schedule').length;
  const alarms = propertiesOf(shown, 'AWS::CloudWatch::Alarm').length;
  expect(deploying).toContain(`| metrics | ${verifiers} verifiers × ${Object.keys(METRICS).length} × $0.30 |`);
  expect(deploying).toContain(`| alarms | ${verifiers} verifiers × ${alarms / verifiers} × $0.10 |`);
  const section = deploying.slice(deploying.indexOf('## What it costs'), deploying.indexOf('## Turn it off'));
  const amounts = [...section.matchAll(/\| \**(\d+\.\d\d)\** \|$/gm)].map(([, amount]) => Number(amount));
  const total = amounts.pop() ?? 0;
  expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(total, 2);
  // The outputs say the same.
  const dollarsIn = (output: string) => Number(/^\$([\d.]+)/.exec(String(shown.Outputs?.[output]?.Value))?.[1]);
  expect(dollarsIn('MonthlyEstimate') + dollarsIn('WatchingMonthlyEstimate')).toBeCloseTo(total, 2);
});

test('every alarm that is deployed has its part in docs/operating.md', () => {
  const ids = Object.entries(shown.Resources ?? {}).flatMap(([id, { Type }]) =>
    Type === 'AWS::CloudWatch::Alarm' ? [/(Unhealthy|Degraded|Unproven|NoData|Slow)/.exec(id)?.[1]] : [],
  );
  expect(ids).not.toContain(undefined);
  for (const id of new Set(ids)) expect(operating).toContain(`\n## ${id}\n`);
});

test('what docs/deploying.md says that one more costs is what the output adds', () => {
  const { workloads, ...rest } = shownIn(deploying, 'docs/deploying.md');
  const [orders] = workloads as [Configuration['workloads'][number]];
  const costOf = (more: Partial<Configuration>) =>
    Number(/^\$([\d.]+)/.exec(watchingCost({ ...rest, workloads, ...more }))?.[1]);
  const said = (what: string) => Number(new RegExp(`${what} \\$(\\d+\\.\\d\\d)`).exec(deploying)?.[1]);
  const wider = { ...orders, subnetIds: [...orders.subnetIds, 'subnet-0a1b2c3d4e5f60003'] };
  const verifier = costOf({ workloads: [wider] }) - costOf({});
  expect(verifier).toBeCloseTo(said('each of its verifiers \\(one per subnet\\)'), 2);
  const second = costOf({ workloads: [orders, { ...orders, subnetIds: [] }] });
  expect(second - costOf({})).toBeCloseTo(said('a workload'), 2);
  expect(costOf({}) - costOf({ alarmTopicArn: 'arn:aws:sns:eu-west-2:111122223333:on-call' })).toBeCloseTo(1, 2);
  expect(costOf({ trailLogGroupName: 'trail' }) - costOf({})).toBeCloseTo(said("A trail's alarms are"), 2);
});

test('docs/configuration.md says each key, of a workload too', () => {
  const page = read('configuration.md');
  const at = page.indexOf('Each workload has');
  for (const key of Object.keys(configurationSchema.entries)) expect(page.slice(0, at)).toContain(`\`${key}\``);
  const { item } = configurationSchema.entries.workloads.wrapped;
  for (const key of Object.keys(item.entries)) expect(page.slice(at)).toContain(`\`${key}\``);
});

describe('docs/without-cdk.md', () => {
  const page = read('without-cdk.md');
  const folder = mkdtempSync(join(tmpdir(), 'vpce-doctor-test-'));
  const files = writePackage(folder);
  const parametersIn = (file: string): Readonly<Record<string, unknown>> =>
    (JSON.parse(readFileSync(join(folder, file), 'utf8')) as Template).Parameters ?? {};
  const templates = files.filter((file) => file.endsWith('.template.json'));

  test('names files that the package has', () => {
    const named = [...page.matchAll(/dist\/package\/([\w.-]+\.json)/g)].map(([, file]) => file);
    expect(named.length).toBeGreaterThan(1);
    expect(files).toEqual(expect.arrayContaining(named));
  });

  test('says each parameter of the templates, and none that there is not', () => {
    const stems = (names: readonly string[]) => [...new Set(names.map((name) => name.replace(/\d$/, '')))].toSorted();
    const table = page.slice(page.indexOf('| parameter | is |'), page.indexOf('## 2.'));
    const said = [...table.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) => cell.match(/\b[A-Z]\w+/g) ?? []);
    expect(stems(said)).toEqual(stems(templates.flatMap((file) => Object.keys(parametersIn(file)))));
  });
});
