import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { describedFiles } from '../lab/lab.ts';
import { RECORDED_SEED, recordingFolderOf } from '../lab/recordings.ts';
import { findScenario, worldOf } from '../lab/scenario.ts';
import {
  analyze,
  client,
  described,
  endpoint,
  group,
  PLACE,
  subnet,
  withGroups,
  world,
} from '../support/described-folder.ts';

describe('the whole catalogue, on what the AWS CLI described', () => {
  const PLACES = [PLACE, ['--function', 'verify-private-a']];
  const judged = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await analyze(...args, '--format', 'json');
    return { code, stderr, report: JSON.parse(stdout) };
  };

  test('leaves a healthy network green, by subnet and group as by function', async () => {
    const path = described('whole');
    for (const place of PLACES) {
      const { code, stderr, report } = await judged(path, ...place);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(report).toMatchObject({ schema: 2, kind: 'offline', verdict: 'unproven', predicted: 'open', unread: [] });
      expect(report.runs).toMatchObject([{ place: 'outside', target: { region: world.Region } }]);
    }
  });

  test('names the rule that closes the path, with the fix, by subnet and group as by function', async () => {
    const path = described('whole-closed', withGroups([]));
    for (const place of PLACES) {
      const { code, stderr, report } = await judged(path, ...place);
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
      expect(report).toMatchObject({
        verdict: 'broken',
        predicted: 'closed',
        rootCause: 'sg/endpoint-ingress-missing',
      });
      expect(report.causes[0].resources).toContain(world.SecurityGroups.endpoint?.GroupId);
      expect(report.causes[0].steps[0].run).toContain('authorize-security-group-ingress');
    }
  });

  test('says where the place of a function on a capacity provider is, and judges none', async () => {
    const path = described('managed', {
      ...describedFiles(world),
      'get-function-configuration': { FunctionName: 'orders', CapacityProviderConfig: { Lambda: {} } },
    });
    const { code, stderr } = await analyze(path, '--function', 'orders');
    expect(code).toBe(64);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('orders runs on a capacity provider');
  });

  test('is about a function by its ARN, and not about one of two that share a name', async () => {
    const { 'get-function-configuration': own } = describedFiles(world) as Record<string, { FunctionName: string }>;
    const [here, there] = ['111122223333', '444455556666'].map(
      (account) => `arn:aws:lambda:${world.Region}:${account}:function:verify-private-a`,
    ) as [string, string];
    const path = described('functions', {
      'get-function-configuration': { ...own, FunctionArn: here },
      'get-function-configuration-other': { ...own, FunctionArn: there, VpcConfig: { VpcId: '', SubnetIds: [] } },
    });
    expect((await judged(path, '--function', here)).report).toMatchObject({ predicted: 'open' });
    const { code, stderr } = await analyze(path, '--function', 'verify-private-a');
    expect({ code, stderr }).toEqual({ code: 64, stderr: expect.stringMatching(/several functions .*: pass its ARN/) });
  });

  test("takes the place of a function on a capacity provider from the provider, and says where it isn't given", async () => {
    const { 'get-function-configuration': own } = describedFiles(world) as Record<
      string,
      { FunctionName: string; VpcConfig: { SubnetIds: string[]; SecurityGroupIds: string[] } }
    >;
    const { VpcConfig, ...rest } = own ?? { VpcConfig: { SubnetIds: [], SecurityGroupIds: [] } };
    const CapacityProviderArn = `arn:aws:lambda:${world.Region}:111122223333:capacity-provider:fleet`;
    const managed = {
      ...rest,
      CapacityProviderConfig: { LambdaManagedInstancesCapacityProviderConfig: { CapacityProviderArn } },
    };
    const { SubnetIds, SecurityGroupIds } = VpcConfig;
    const provider = { CapacityProvider: { CapacityProviderArn, VpcConfig: { SubnetIds, SecurityGroupIds } } };
    const named = ['--function', 'verify-private-a'];
    const whole = described('provided', { 'get-function-configuration': managed, 'get-capacity-provider': provider });
    expect((await judged(whole, ...named)).report).toMatchObject({ predicted: 'open' });
    const { code, stderr } = await analyze(described('lost', { 'get-function-configuration': managed }), ...named);
    expect({ code, stderr }).toEqual({
      code: 64,
      stderr: expect.stringMatching(/runs on a capacity provider, .*--capacity-provider-name fleet/),
    });
  });

  test('does not find a group that no file holds', async () => {
    const { code, stderr } = await analyze(described('group'), '--subnet', subnet, '--security-group', 'sg-0none');
    expect({ code, stderr }).toEqual({ code: 64, stderr: expect.stringMatching(/no file holds sg-0none/) });
  });

  test.each(['describe-network-acls', 'describe-vpcs', 'describe-dhcp-options', 'describe-vpc-endpoints'])(
    'without %s is not green, and says which call would tell',
    async (missing) => {
      const { code, report } = await judged(described(`without-${missing}`, { [missing]: undefined }), ...PLACE);
      expect(code).toBe(2);
      expect(JSON.stringify(report.unread)).toContain(`no file holds the output of aws ec2 ${missing}`);
    },
  );

  test('is about the place that a recording is about, where it lies beside one', async () => {
    const inside = join(recordingFolderOf('endpoint-group-closed'), 'inside.json');
    const recorded = worldOf(await findScenario('endpoint-group-closed'), RECORDED_SEED);
    const path = described('beside', describedFiles(recorded));
    const { code, report } = await judged(inside, path);
    expect(code).toBe(1);
    expect(report).toMatchObject({ verdict: 'broken', rootCause: 'sg/endpoint-ingress-missing' });
    expect(report.runs).toHaveLength(1);
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      'whose place',
      [],
      /say which client to check: --function NAME, or --subnet ID and --security-group ID; or one path/,
    ],
    ['groups', ['--subnet', subnet], /--subnet ID and --security-group ID/],
    ['a subnet that is there', ['--subnet', 'subnet-0none', '--security-group', group], /no file holds subnet-0none/],
    ['a function that is there', ['--function', 'bills'], /no file describes bills \(aws lambda get-function-conf/],
    [
      'one kind of question',
      [...PLACE, '--from', client, '--to', endpoint],
      /--endpoint-id, --subnet.*--from and --to say all/,
    ],
    [
      'a Region that the files tell of',
      [...PLACE, '--region', 'xx-nowhere-1'],
      /--region: the files are from [a-z0-9-]+, not xx-nowhere-1/,
    ],
    [
      'the place that an endpoint is for',
      ['--endpoint-id', endpoint],
      /--endpoint-id: only with --function or --subnet/,
    ],
    ['both ends of a path', ['--from', client], /one path needs both --from and --to/],
  ])('asks for %s in one sentence', async (name, args, says) => {
    const { code, stdout, stderr } = await analyze(described(`asks-${name.replaceAll(' ', '-')}`), ...args);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
