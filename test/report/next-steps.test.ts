import { describe, expect, test } from '@jest/globals';
import { mergeFacts } from '../../lib/facts/merge.ts';
import { unseen } from '../../lib/model/observation.ts';
import { reportOf } from '../../lib/report/report.ts';
import { recordingOf } from '../lab/recordings.ts';
import { configured, endpoint, groups, HEALTHY_CONFIGURATION, inspected } from '../support/configuration.ts';
import { ENI_A, ENI_B, factsOf, place, silentTcp, target, type WorldChange } from '../support/world.ts';

const HOST = HEALTHY_CONFIGURATION.source;
const closed = groups({ ingress: [] });
const NOT_TRIED = unseen('skipped', 'no address accepted a connection');
const SILENCE: WorldChange = {
  tcp: [silentTcp(ENI_A), silentTcp(ENI_B)],
  tls: NOT_TRIED,
  http: NOT_TRIED,
  secret: NOT_TRIED,
};

const ON_HOST = { vantage: { kind: 'live', place: 'inside', functionName: null, accountId: null } } as const;
const UNKNOWN = unseen('failed', "ec2.eu-west-2.amazonaws.com can't be reached from here");

const NO_CONFIGURATION = Object.fromEntries(
  ['securityGroups', 'networkAcls', 'routeTables', 'networkInterfaces', 'subnets', 'vpcEndpoints', 'vpc'].map(
    (fact) => [fact, unseen('failed', "ec2.eu-west-2.amazonaws.com can't be reached from here")],
  ),
) as WorldChange;

describe('what is not known', () => {
  test('is no fix: packets only, in an isolated subnet, and the command that decides has the ids', () => {
    const { runs, plan, nextSteps } = reportOf(factsOf(configured({ ...SILENCE, ...NO_CONFIGURATION })));
    expect(plan.steps).toEqual([]);
    expect(nextSteps[0]?.run?.join(' ')).toMatch(
      /^vpce-doctor inspect --function verify-a --endpoint-id vpce-0a1b2c3d4e5f60718 --secret-id \S+ --region eu-west-2$/,
    );
    expect(nextSteps.length).toBeLessThanOrEqual(2);
    expect(runs).toHaveLength(1);
  });

  test('from outside is decided by packets, on the host of the workload', () => {
    const { nextSteps } = reportOf(factsOf(inspected()));
    expect(nextSteps[0]).toMatchObject({ from: 'workload', run: expect.arrayContaining(['vpce-doctor', 'verify']) });
  });

  test('from outside names the endpoint, since packets would not show whose address answers', () => {
    const named = endpoint({ DnsEntries: [{ DnsName: 'vpce-1.secretsmanager.eu-west-2.vpce.amazonaws.com' }] });
    const { nextSteps } = reportOf(factsOf(inspected({ vpcEndpoints: [named] })));
    expect(nextSteps[0]?.run?.slice(-2)).toEqual([
      '--endpoint-dns-name',
      'vpce-1.secretsmanager.eu-west-2.vpce.amazonaws.com',
    ]);
  });

  test.each<[string, WorldChange, RegExp]>([
    [
      'on a Linux host, whose ports differ',
      { source: { ...HOST, kind: 'linux' } },
      / --client linux --subnet subnet-client --security-group sg-client /,
    ],
    [
      'on a host that only its own metadata knows',
      { source: UNKNOWN, place: place({ kind: 'windows' }) },
      / --client windows --subnet subnet-0123456789abcdef0 --security-group sg-0123456789abcdef0 --security-group sg-0fedcba9876543210 /,
    ],
    [
      'on a host whose groups nobody knows, with a word in their place, as inspect refuses a subnet alone',
      { source: { ...HOST, kind: 'linux', securityGroupIds: [] } },
      / --client linux --subnet subnet-client --security-group SECURITY_GROUP_ID /,
    ],
    [
      'on a host of which nothing is known',
      { source: UNKNOWN },
      / --client linux --subnet SUBNET_ID --security-group SECURITY_GROUP_ID /,
    ],
  ])('is read %s', (_, change, expected) => {
    const { nextSteps } = reportOf(factsOf(configured({ ...SILENCE, ...NO_CONFIGURATION, ...ON_HOST, ...change })));
    const [look, ...others] = nextSteps.filter(({ run }) => run?.[1] === 'inspect');
    expect(others).toEqual([]);
    expect(look?.run?.join(' ')).toMatch(expected);
    const words = look?.run?.filter((word) => /^[A-Z_]+_ID$/.test(word)) ?? [];
    // Whoever pastes it is told what to put there, and nobody is where nothing is missing.
    expect(look?.say.includes('in the place of')).toBe(words.length > 0);
    for (const word of words) expect(look?.say).toContain(word);
  });

  test('of a task that knows its address, and not its groups, is its interface first', () => {
    const task = place({ toldBy: 'ecs-task-metadata', kind: 'windows', vpcCidrs: [], securityGroupIds: [] });
    const { subnetId: _, ...untold } = task;
    const change = { source: UNKNOWN, place: untold };
    const { nextSteps } = reportOf(factsOf(configured({ ...SILENCE, ...NO_CONFIGURATION, ...ON_HOST, ...change })));
    expect(nextSteps.map(({ run }) => run?.join(' '))).toEqual([
      'aws ec2 describe-network-interfaces --region eu-west-2 --filters Name=addresses.private-ip-address,Values=10.0.1.7 Name=vpc-id,Values=vpc-0123456789abcdef0 --query NetworkInterfaces[].[VpcId,SubnetId,Groups[].GroupId]',
      expect.stringMatching(
        /^vpce-doctor inspect --client windows --subnet SUBNET_ID --security-group SECURITY_GROUP_ID /,
      ),
    ]);
  });

  test('of a read from an address that nobody knows is the endpoint itself', () => {
    const nameless = { dnsNames: [], networkInterfaces: [], vpcCidrs: [] };
    const { verdict, nextSteps } = reportOf(
      factsOf(
        configured({
          ...NO_CONFIGURATION,
          target: target({ endpoint: nameless }),
          endpointDns: unseen('skipped', 'no name was given'),
        }),
      ),
    );
    expect(verdict).toBe('unproven');
    expect(nextSteps[0]).toMatchObject({
      say: expect.stringContaining('--endpoint-dns-name'),
      run: expect.arrayContaining(['describe-vpc-endpoints']),
    });
  });

  test.each(['healthy-hosted-zone', 'healthy-hub'])(
    'about the name is likely: %s, which is healthy, from outside',
    (name) => {
      const recording = recordingOf(name);
      if (!recording) throw new Error(`${name} was not recorded`);
      const { plan, nextSteps } = reportOf(recording.outside);
      expect(plan.steps.filter(({ isLikely }) => !isLikely)).toEqual([]);
      expect([...plan.steps, ...plan.heldBack]).not.toEqual([]);
      const commands = nextSteps.map(({ run }) => run?.slice(0, 3).join(' '));
      expect(commands).toContain('vpce-doctor verify --region');
      // The whole of it, from inside too, is healthy and gives nothing to do.
      expect(reportOf(mergeFacts(recording.inside, recording.outside))).toMatchObject({
        verdict: 'connected',
        plan: { steps: [], heldBack: [] },
      });
    },
  );

  test('is nothing where all is well, or the rule is named', () => {
    expect(reportOf(factsOf(configured())).nextSteps).toEqual([]);
    expect(reportOf(factsOf(configured({ securityGroups: closed, ...SILENCE }))).nextSteps).toEqual([]);
  });
});
