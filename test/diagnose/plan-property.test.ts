import { describe, expect, test } from '@jest/globals';
import { allowsEverything } from '../../lib/evaluate/iam/allows-everything.ts';
import { mergeFacts } from '../../lib/facts/merge.ts';
import type { Facts } from '../../lib/model/facts.ts';
import type { PlannedStep, Report } from '../../lib/model/report.ts';
import { reportOf } from '../../lib/report/report.ts';
import { analyze } from '../../lib/run/analyze.ts';
import { drawWorld } from '../lab/draw-world.ts';
import { leadsOut } from '../lab/filters.ts';
import { allScenarios, describedFiles, type Scenario } from '../lab/lab.ts';
import { RECORDED_SEED, recordingOf } from '../lab/recordings.ts';
import { worldOf } from '../lab/scenario.ts';
import type { World } from '../lab/world.ts';
import { paste } from '../support/paste.ts';

/** Whatever else is wrong with a world, what these steps change of it decides between these. */
const THROUGH = 3;
const PARTLY = 2;
const PAST = 1;
const STOPPED = 0;

/** What `analyze FOLDER` says of a world that is described as it is now, but for some calls. */
async function analyzed(world: World, asks: Scenario['asks'], unread: readonly string[] = []): Promise<Report> {
  const calls = Object.entries(describedFiles(world)).filter(([call]) => !unread.includes(call));
  const { SubnetId = '', Groups = [] } = world.NetworkInterfaces.client ?? {};
  const { facts } = await analyze({
    recorded: [],
    // As JSON has it: what is undefined is not there.
    described: calls.map(([call, content]) => ({
      name: `${call}.json`,
      content: JSON.parse(JSON.stringify(content)) as unknown,
      writtenAt: '2026-11-28T00:00:00.000Z',
    })),
    source: {
      kind: 'lambda',
      vpcId: null,
      subnetIds: [SubnetId],
      securityGroupIds: Groups.map(({ GroupId }) => GroupId),
      addresses: [],
    },
    region: undefined,
    vpcEndpointId: world.Behaviour.endpoint === 'exists' ? world.VpcEndpoint.VpcEndpointId : undefined,
    secretId: world.SecretIds[asks],
  });
  return reportOf(facts);
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
const follow = (scenario: Scenario, steps: readonly Pick<PlannedStep, 'run'>[]): Promise<Followed> =>
  followIn(worldOf(scenario, RECORDED_SEED), scenario.asks, steps);

async function followIn(
  first: World,
  asks: Scenario['asks'],
  steps: readonly Pick<PlannedStep, 'run'>[],
): Promise<Followed> {
  let world = first;
  let last = await analyzed(world, asks);
  const outcomes = [await outcomeIn(world, last)];
  for (const { run } of steps) {
    if (!run) break;
    world = paste(world, run);
    last = await analyzed(world, asks);
    outcomes.push(await outcomeIn(world, last));
  }
  return { outcomes, last };
}

const neverFalls = (outcomes: readonly number[]): boolean =>
  outcomes.every((outcome, at) => at === 0 || outcome >= (outcomes[at - 1] ?? 0));

/** Commands of hosts are run there, and change nothing in AWS; what ends an experiment changes nothing in a lab that runs none. */
const isOfAws = ({ run }: PlannedStep): boolean => run?.[0] === 'aws' && run[1] !== 'fis';

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
        if (timeless(paste(changed, undo)) !== timeless(world)) wrong.push(`${scenario.name}: ${say}`);
        if (JSON.stringify(changed) === JSON.stringify(world)) wrong.push(`${scenario.name}: ${say} changes nothing`);
      }
    }
    expect(wrong).toEqual([]);
    expect(undone).toBeGreaterThan(15);
  });
});

/** What may be wrong with a world beside something else, each with how the world is made so. */
const FAULTS: Readonly<Record<string, (world: World) => void>> = {
  'private DNS off': (world) => {
    world.VpcEndpoint.PrivateDnsEnabled = false;
  },
  'hostnames off': (world) => {
    world.Vpc.EnableDnsHostnames = false;
  },
  "the endpoint's group closed": (world) => {
    for (const group of Object.values(world.SecurityGroups))
      if (group.GroupId === world.NetworkInterfaces.a?.Groups[0]?.GroupId) group.IpPermissions = [];
  },
  "the client's group closed": (world) => {
    for (const group of Object.values(world.SecurityGroups))
      if (group.GroupId === world.NetworkInterfaces.client?.Groups[0]?.GroupId)
        group.IpPermissionsEgress = group.IpPermissionsEgress.map((rule) => ({ ...rule, FromPort: 80, ToPort: 80 }));
  },
  'every ACL closed': (world) => {
    for (const acl of Object.values(world.NetworkAcls)) acl.Entries = [];
  },
  'two denying entries in every ACL': (world) => {
    const denies = [
      { RuleNumber: 10, PortRange: { From: 20_001, To: 65_535 } },
      { RuleNumber: 50, PortRange: { From: 1_024, To: 20_000 } },
    ].map((one) => ({ ...one, Egress: true, RuleAction: 'deny' as const, Protocol: '6', CidrBlock: '0.0.0.0/0' }));
    for (const acl of Object.values(world.NetworkAcls)) acl.Entries.push(...denies);
  },
  'a narrow endpoint policy': (world) => {
    world.VpcEndpoint.PolicyDocument = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }],
    };
  },
};

const UNREAD: readonly (readonly string[])[] = [
  [],
  ['describe-network-acls'],
  ['describe-security-groups'],
  ['describe-network-interfaces'],
];

describe('faults in pairs and triples, with a NAT gateway and without, and with a part unread', () => {
  const names = Object.keys(FAULTS);
  const pairs = names.flatMap((one, at) => names.slice(at).map((other) => [...new Set([one, other])]));
  const triples = pairs
    .filter(([one, other]) => one === 'private DNS off' && other !== undefined)
    .flatMap(([one = '', other = '']) => names.slice(names.indexOf(other) + 1).map((third) => [one, other, third]));

  test.each(['endpoint-subnet', 'own-subnet'] as const)(
    'are repaired without cutting anything off: %s',
    async (client) => {
      const wrong: string[] = [];
      let done = 0;
      for (const pair of [...pairs, ...triples]) {
        for (const hasNat of pair.length === 2 && client === 'own-subnet' ? [true, false] : [true]) {
          const world = drawWorld(RECORDED_SEED, { zones: 2, client });
          if (hasNat)
            for (const { Routes } of Object.values(world.RouteTables))
              Routes.push({
                DestinationCidrBlock: '0.0.0.0/0',
                NatGatewayId: 'nat-0123456789abcdef0',
                State: 'active',
              });
          for (const fault of pair) FAULTS[fault]?.(world);
          for (const unread of pair.length === 2 && hasNat && client === 'own-subnet' ? UNREAD : [[]]) {
            const { plan } = await analyzed(world, 'canary', unread);
            const { outcomes, last } = await followIn(world, 'canary', plan.steps);
            const isWhole = unread.length === 0 && plan.steps.every(({ run }) => run !== undefined);
            const left = last.causes.filter(({ code }) => isWhole && plan.steps.some((step) => step.code === code));
            if (isWhole && plan.steps.length > 0 && last.predicted !== 'open')
              wrong.push(`${pair.join(', ')}: the path is ${last.predicted} in the end`);
            if (left.length > 0)
              wrong.push(`${pair.join(', ')}: ${left.map(({ code }) => code).join()} is still there`);
            done += plan.steps.length;
            if (!neverFalls(outcomes))
              wrong.push(
                `${pair.join(', ')}${hasNat ? ', NAT' : ''}, unread ${unread.join()}: ${outcomes.join(' → ')}`,
              );
          }
        }
      }
      expect(wrong).toEqual([]);
      expect(done).toBeGreaterThan(100);
    },
    120_000,
  );
});
