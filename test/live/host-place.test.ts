import { beforeAll, expect, test } from '@jest/globals';
import type { Facts } from '../../lib/model/facts.ts';
import type { Report } from '../../lib/model/report.ts';
import { reportOf } from '../../lib/report/report.ts';
import { findScenario, type LabRun, runScenario, type Scenario } from '../lab/lab.ts';
import { runPool } from '../lab/pool.ts';
import type { World } from '../lab/world.ts';
import { describeLab } from '../support/describe-lab.ts';
import { leaksIn, secretsOf } from '../support/leaks.ts';

const TIMEOUT_MS = 120_000;
const AT_ONCE = 2;
const SEED = 11;

type Metadata = World['Behaviour']['metadata'];
const ALL: readonly Metadata[] = ['none', 'instance', 'ecs-task', 'silent'];

/** Runs in the client, as on a host: nothing of a function is in its environment. Prints report and recording. */
const HOST = `
for (const name of Object.keys(process.env)) if (/^(AWS_LAMBDA|LAMBDA)_/.test(name)) delete process.env[name];
process.argv = ['node', '/var/cli/vpce-doctor.mjs', ...process.argv.slice(1), '--record', '/tmp/facts.json', '--json'];
const { readFileSync } = await import('node:fs');
process.once('exit', () => process.stdout.write('\\n' + JSON.stringify(JSON.parse(readFileSync('/tmp/facts.json', 'utf8')))));
await import('/var/cli/vpce-doctor.mjs');
`;

const healthy = await findScenario('healthy-two-zones');
/** An isolated subnet, and nobody has made an endpoint: the name leads to public addresses, and no API can be reached. */
const noEndpoint: Scenario = {
  ...healthy,
  set: {
    'Behaviour.endpoint': 'absent',
    'VpcEndpoint.State': 'deleted',
    'SecurityGroups.client.IpPermissionsEgress': [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  },
};

const nat = await findScenario('public-answer-nat');
const hub = await findScenario('healthy-hub');

const onHost = (scenario: Scenario, metadata: Metadata) => () =>
  runScenario(
    { ...scenario, set: { ...scenario.set, 'Behaviour.metadata': metadata } },
    {
      seed: SEED,
      enforceFilters: true,
      args: ({ SecretIds }) => ['--input-type=module', '-e', HOST, '--', 'verify', '--secret-id', SecretIds.canary],
    },
  );

describeLab('a host that no API tells where it is', () => {
  let runs: Awaited<ReturnType<typeof runPool<LabRun>>>;

  beforeAll(async () => {
    const all = ALL.flatMap((one) => [
      [`no endpoint, ${one}`, onHost(noEndpoint, one)] as const,
      [`healthy, ${one}`, onHost(healthy, one)] as const,
    ]);
    const others = [['hub', onHost(hub, 'instance')] as const, ['nat', onHost(nat, 'instance')] as const];
    runs = await runPool(new Map([...all, ...others]), AT_ONCE);
  }, TIMEOUT_MS);

  function told(name: string) {
    const result = runs.get(name);
    if (result?.status !== 'fulfilled') throw result?.reason;
    const { stdout, stderr, world } = result.value;
    const [facts, report] = [stdout.slice(stdout.lastIndexOf('\n{')), stdout.slice(0, stdout.lastIndexOf('\n{'))];
    expect(stderr).not.toMatch(/Warning/);
    expect(leaksIn(stdout + stderr, secretsOf(world))).toEqual([]);
    return { world, report: JSON.parse(report) as Report, facts: JSON.parse(facts) as Facts };
  }

  const placeIn = ({ runs: [run] }: Facts) => run?.probes.place;

  test('knows its place by instance metadata, and that the answer is not the VPC', () => {
    const { world, report, facts } = told('no endpoint, instance');
    const { client } = world.NetworkInterfaces;
    expect(placeIn(facts)).toMatchObject({
      state: 'seen',
      value: {
        toldBy: 'instance-metadata',
        vpcId: world.Vpc.VpcId,
        vpcCidrs: [world.Vpc.CidrBlock],
        subnetId: client?.SubnetId,
        securityGroupIds: client?.Groups.map(({ GroupId }) => GroupId),
        addresses: [client?.PrivateIpAddress],
      },
    });
    expect(report).toMatchObject({ verdict: 'broken', rootCause: 'dns/public-answer' });
    expect(report.plan.steps).toEqual([]);
    expect(report.runs[0]?.coverage.runsIn).toBe(world.Subnets.a?.AvailabilityZoneId);
    const command = report.nextSteps.find(({ run }) => run?.[1] === 'inspect')?.run?.join(' ');
    expect(command).toContain(
      `--client linux --subnet ${client?.SubnetId} --security-group ${client?.Groups[0]?.GroupId} --secret-id`,
    );
    // The recording alone says the same.
    expect(reportOf(facts)).toMatchObject({ verdict: 'broken', rootCause: 'dns/public-answer' });
  });

  test('knows its address and its zone by task metadata, and how to find the rest', () => {
    const { world, report, facts } = told('no endpoint, ecs-task');
    const { client } = world.NetworkInterfaces;
    expect(placeIn(facts)).toMatchObject({
      value: { toldBy: 'ecs-task-metadata', vpcCidrs: [], addresses: [client?.PrivateIpAddress] },
    });
    expect(report).toMatchObject({ verdict: 'broken', rootCause: 'dns/public-answer' });
    expect(report.runs[0]?.coverage.runsIn).toBe(world.Subnets.a?.AvailabilityZone);
    expect(report.nextSteps[0]?.run?.join(' ')).toContain(
      `Name=addresses.private-ip-address,Values=${client?.PrivateIpAddress}`,
    );
  });

  test.each(['none', 'silent'])('ends as ever where its metadata is %s, with the command to fill in', (metadata) => {
    const { report, facts } = told(`no endpoint, ${metadata}`);
    expect(placeIn(facts)).toMatchObject({ state: 'unseen', why: 'timed-out' });
    expect(report).toMatchObject({ verdict: 'broken', rootCause: 'dns/public-answer' });
    expect(JSON.stringify(report.causes)).not.toContain('sg/endpoint-ingress-missing');
    expect(report.runs[0]?.coverage.runsIn).toBeNull();
    const inspect = report.nextSteps.find(({ run }) => run?.[1] === 'inspect');
    expect(inspect?.run).toEqual(expect.arrayContaining(['SUBNET_ID', 'SECURITY_GROUP_ID']));
  });

  test.each(ALL)('that is healthy has no finding, with metadata: %s', (metadata) => {
    const { report } = told(`healthy, ${metadata}`);
    // Without the endpoint's name nobody knows whose address answered.
    expect(report).toMatchObject({ verdict: 'unproven', rootCause: null, causes: [] });
  });

  test('in a spoke finds nothing wrong with the endpoint of a hub', () => {
    const { report, facts } = told('hub');
    expect(placeIn(facts)).toMatchObject({ state: 'seen' });
    expect(report).toMatchObject({ verdict: 'unproven', rootCause: null, causes: [] });
  });

  test('knows that a read over the internet went past the endpoint', () => {
    expect(told('nat').report).toMatchObject({ verdict: 'bypassed', rootCause: 'dns/public-answer' });
  });
});
