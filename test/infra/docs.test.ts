import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
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
  const section = deploying.slice(deploying.indexOf('## What it costs'), deploying.indexOf('## Without the CDK'));
  const amounts = [...section.matchAll(/\| \**(\d+\.\d\d)\** \|$/gm)].map(([, amount]) => Number(amount));
  const total = amounts.pop() ?? 0;
  expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(total, 2);
});

test('every alarm that is deployed has its part in docs/operating.md', () => {
  const ids = Object.entries(shown.Resources ?? {}).flatMap(([id, { Type }]) =>
    Type === 'AWS::CloudWatch::Alarm' ? [/(Unhealthy|Degraded|Unproven|NoData|Slow)/.exec(id)?.[1]] : [],
  );
  expect(ids).not.toContain(undefined);
  for (const id of new Set(ids)) expect(operating).toContain(`\n## ${id}\n`);
});
