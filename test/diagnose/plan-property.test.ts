import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { allowsEverything } from '../../lib/evaluate/iam/allows-everything.ts';
import { mergeFacts } from '../../lib/facts/merge.ts';
import type { Facts } from '../../lib/model/facts.ts';
import type { PlannedStep, Report } from '../../lib/model/report.ts';
import { reportOf } from '../../lib/report/report.ts';
import { leadsOut } from '../lab/filters.ts';
import { allScenarios, describedFiles, type Scenario } from '../lab/lab.ts';
import { RECORDED_SEED, recordingOf } from '../lab/recordings.ts';
import { worldOf } from '../lab/scenario.ts';
import type { World } from '../lab/world.ts';
import { runInProcess } from '../support/in-process.ts';
import { paste } from '../support/paste.ts';

/** Whatever else is wrong with a world, what these steps change of it decides between these. */
const THROUGH = 3;
const PARTLY = 2;
const PAST = 1;
const STOPPED = 0;

const folder = mkdtempSync(join(tmpdir(), 'plans-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What `analyze FOLDER` says of a world that is described as it is now. */
async function analyzed(world: World, asks: Scenario['asks']): Promise<Report> {
  const path = mkdtempSync(join(folder, 'world-'));
  for (const [call, content] of Object.entries(describedFiles(world)))
    writeFileSync(join(path, `${call}.json`), JSON.stringify(content));
  const { SubnetId = '', Groups = [] } = world.NetworkInterfaces.client ?? {};
  const groups = Groups.flatMap(({ GroupId }) => ['--security-group', GroupId]);
  const endpoint = world.Behaviour.endpoint === 'exists' ? ['--endpoint-id', world.VpcEndpoint.VpcEndpointId] : [];
  const secret = ['--secret-id', world.SecretIds[asks]];
  const { stdout } = await runInProcess([
    'analyze',
    path,
    '--subnet',
    SubnetId,
    ...groups,
    ...endpoint,
    ...secret,
    '--json',
  ]);
  return JSON.parse(stdout) as Report;
}

/** Whether the name sends a client to the endpoint, as the lab's resolver answers it. */
function sendsToEndpoint({ Vpc, VpcEndpoint, Behaviour, DhcpOptions }: World): boolean {
  if (Behaviour.amazonResolver === 'hosted-zone') return true;
  const isOwn = Behaviour.endpoint === 'exists' && VpcEndpoint.VpcId === Vpc.VpcId && VpcEndpoint.State === 'available';
  const isAmazon = DhcpOptions.DomainNameServers.every((one) => one === 'AmazonProvidedDNS');
  return isOwn && isAmazon && VpcEndpoint.PrivateDnsEnabled && Vpc.EnableDnsHostnames && Vpc.EnableDnsSupport;
}

/** How a call of a client ends in a world, by its configuration. */
async function outcomeIn(world: World, { predicted }: Report): Promise<number> {
  if (!sendsToEndpoint(world)) return leadsOut(world) ? PAST : STOPPED;
  if (!allowsEverything(JSON.stringify(world.VpcEndpoint.PolicyDocument))) return STOPPED;
  return predicted === 'open' ? THROUGH : predicted === 'mixed' ? PARTLY : STOPPED;
}

interface Followed {
  /** How calls end before the first step, and after each. */
  readonly outcomes: readonly number[];
  readonly last: Report;
}

/** Does what steps say, one after the other. */
async function follow(scenario: Scenario, steps: readonly Pick<PlannedStep, 'run'>[]): Promise<Followed> {
  let world = worldOf(scenario, RECORDED_SEED);
  let last = await analyzed(world, scenario.asks);
  const outcomes = [await outcomeIn(world, last)];
  for (const { run } of steps) {
    if (!run) break;
    world = paste(world, run);
    last = await analyzed(world, scenario.asks);
    outcomes.push(await outcomeIn(world, last));
  }
  return { outcomes, last };
}

const neverFalls = (outcomes: readonly number[]): boolean =>
  outcomes.every((outcome, at) => at === 0 || outcome >= (outcomes[at - 1] ?? 0));

/** Commands of hosts are run there, and change nothing in AWS. */
const isOfAws = ({ run }: PlannedStep): boolean => run?.[0] === 'aws';

const VANTAGES: Readonly<Record<string, (one: { inside: Facts; outside: Facts }) => Facts>> = {
  'packets and configuration': ({ inside, outside }) => mergeFacts(inside, outside),
  'packets only': ({ inside }) => inside,
  'configuration only': ({ outside }) => outside,
};

const scenarios = await allScenarios();

describe('the steps of a report, done in their order', () => {
  test.each(Object.keys(VANTAGES))(
    'never make anything worse, and repair the root cause: %s',
    async (vantage) => {
      const wrong: string[] = [];
      let followed = 0;
      for (const scenario of scenarios) {
        const recording = recordingOf(scenario.name);
        const facts = recording && VANTAGES[vantage]?.(recording);
        if (!facts) continue;
        const { plan, rootCause, verdict } = reportOf(facts);
        const steps = plan.steps.filter((step) => step.run === undefined || isOfAws(step));
        if (!steps.some(isOfAws)) continue;
        followed += 1;
        const { outcomes, last } = await follow(scenario, steps);
        if (!neverFalls(outcomes)) wrong.push(`${scenario.name} (${verdict}): ${outcomes.join(' → ')}`);
        const repairs = steps.filter(({ code }) => code === rootCause);
        const isWhole = repairs.length > 0 && repairs.every(isOfAws) && steps.every(isOfAws);
        if (isWhole && last.causes.some(({ code }) => code === rootCause))
          wrong.push(`${scenario.name}: ${rootCause} is still there`);
      }
      expect(wrong).toEqual([]);
      expect(followed).toBeGreaterThan(vantage === 'packets only' ? 2 : 15);
    },
    120_000,
  );

  test('and in the other order cut off what works: the order is not chance', async () => {
    const scenario = scenarios.find(({ name }) => name === 'public-answer-endpoint-closed');
    const recording = recordingOf('public-answer-endpoint-closed');
    if (!scenario || !recording) throw new Error('the scenario of two faults was not recorded');
    const { steps, order } = reportOf(mergeFacts(recording.inside, recording.outside)).plan;
    expect(steps.map(({ code }) => code)).toEqual(['sg/endpoint-ingress-missing', 'dns/private-dns-off']);
    expect(order).toContain('The other way round');
    expect((await follow(scenario, steps)).outcomes).toEqual([PAST, PAST, THROUGH]);
    expect((await follow(scenario, steps.toReversed())).outcomes).toEqual([PAST, STOPPED, THROUGH]);
  });

  test('are taken back by what is printed as their undo', async () => {
    const wrong: string[] = [];
    let undone = 0;
    for (const scenario of scenarios) {
      const recording = recordingOf(scenario.name);
      if (!recording) continue;
      const world = worldOf(scenario, RECORDED_SEED);
      for (const { run, undo, say } of reportOf(mergeFacts(recording.inside, recording.outside)).plan.steps) {
        if (run?.[0] !== 'aws' || typeof undo === 'string') continue;
        const changed = paste(world, run);
        undone += 1;
        // A date of deletion is another one afterwards.
        const timeless = (one: World) =>
          JSON.stringify(one, (key, value) => (/Dat(e|es)$/.test(key) && value ? 'a date' : value));
        if (timeless(paste(changed, undo)) !== timeless(world) && !/key|secret/i.test(say))
          wrong.push(`${scenario.name}: ${say}`);
        if (JSON.stringify(changed) === JSON.stringify(world)) wrong.push(`${scenario.name}: ${say} changes nothing`);
      }
    }
    expect(wrong).toEqual([]);
    expect(undone).toBeGreaterThan(15);
  });
});
