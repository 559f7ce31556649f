import { describe, expect, test } from '@jest/globals';
import { mergeFacts } from '../../lib/facts/merge.ts';
import { unseen } from '../../lib/model/observation.ts';
import { reportOf } from '../../lib/report/report.ts';
import { recordingOf } from '../lab/recordings.ts';
import { configured, endpoint, groups, HEALTHY_CONFIGURATION, inspected } from '../support/configuration.ts';
import { ENI_A, ENI_B, factsOf, silentTcp, target, type WorldChange } from '../support/world.ts';

const HOST = HEALTHY_CONFIGURATION.source;
const closed = groups({ ingress: [] });
const NOT_TRIED = unseen('skipped', 'no address accepted a connection');
const SILENCE: WorldChange = {
  tcp: [silentTcp(ENI_A), silentTcp(ENI_B)],
  tls: NOT_TRIED,
  http: NOT_TRIED,
  secret: NOT_TRIED,
};

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

  test.each<[string, WorldChange, RegExp | null]>([
    [
      'on a Linux host, whose ports differ',
      { source: { ...HOST, kind: 'linux' } },
      / --client linux --subnet subnet-client --security-group sg-client /,
    ],
    ['on a host whose groups nobody knows: inspect would refuse', { source: { ...HOST, securityGroupIds: [] } }, null],
  ])('is read %s', (_, change, expected) => {
    const onHost = { vantage: { kind: 'live', place: 'inside', functionName: null, accountId: null } } as const;
    const { nextSteps } = reportOf(factsOf(configured({ ...SILENCE, ...NO_CONFIGURATION, ...onHost, ...change })));
    const commands = nextSteps
      .map(({ run }) => run?.join(' ') ?? '')
      .filter((one) => one.startsWith('vpce-doctor inspect'));
    if (expected) expect(commands[0]).toMatch(expected);
    else expect(commands).toEqual([]);
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
