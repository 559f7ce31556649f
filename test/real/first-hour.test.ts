import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseConfiguration } from '../../infra/parse-configuration.ts';
import { SAMPLE_CONFIGURATION } from '../../infra/sample-configuration.ts';
import { shellLine } from '../../lib/report/render/plain.ts';
import { namesOf } from '../../tools/first-hour/names.ts';
import type { Answers } from '../../tools/first-hour/run-step.ts';
import { STEPS } from '../../tools/first-hour/steps.ts';
import { drawWorld } from '../lab/draw-world.ts';
import { describeWhere } from '../support/describe-lab.ts';
import { ROOT } from '../support/sources.ts';
import { type Account, ended, openAccount } from './aws-cli.ts';
import { AWS_CLI_LACKS } from './installed.ts';

const TIMEOUT_MS = 60_000;

const world = drawWorld(11, { zones: 2 });
const subnetIds = [world.Subnets.a, world.Subnets.b].map((one) => one?.SubnetId ?? '');
const given = {
  ...SAMPLE_CONFIGURATION,
  account: world.AccountId,
  region: world.Region,
  vpcId: world.Vpc.VpcId,
  subnetIds,
};
const names = {
  ...namesOf(parseConfiguration(given, 'the world'), 'vpce-doctor.json'),
  endpointArn: `arn:aws:ec2:${world.Region}:${world.AccountId}:vpc-endpoint/vpce-0a1b2c3d4e5f60718`,
};

/** A CLI that asked, and was answered, refused, or given a page of nothing by an API that is not here: it understood its arguments. */
const ASKED = /^(0|254|255 \s*Unable to parse response)\b/;

const commands = STEPS.flatMap((step) => [
  ...step.commands(names).filter((one) => typeof one !== 'string' && one[0] === 'aws'),
  ...step.looks.map((look) => ['aws', ...look.run(names)]),
]).map((command) => shellLine(command as readonly string[]));

describeWhere(AWS_CLI_LACKS, "the first hour, with Debian's AWS CLI", () => {
  let account: Account;
  beforeAll(async () => {
    account = await openAccount(world);
  });
  afterAll(() => account.close());

  test('each printed command and each look is understood', async () => {
    const all = [...new Set(commands)];
    expect(all.length).toBeGreaterThan(20);
    const odd: string[] = [];
    for (const command of all) {
      const { code, stderr } = await account.paste(command);
      if (!ASKED.test(`${code} ${stderr}`)) odd.push(`${code} ${command}: ${stderr}`);
    }
    expect(odd).toEqual([]);
    const { code, stderr } = await account.paste('aws cloudformation describe-stacks --stack-names none');
    expect(`${code} ${stderr}`).not.toMatch(ASKED);
  }, 300_000);

  test(
    'looks at the simulated VPC as at an account, as far as its APIs go',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'vpce-doctor-test-'));
      const config = join(folder, 'given.json');
      writeFileSync(config, JSON.stringify(given));
      writeFileSync(join(folder, 'aws'), account.wrapper());
      chmodSync(join(folder, 'aws'), 0o755);
      const args = [`${ROOT}tools/first-hour.ts`, '--config', config, '--run', 'prepare', '--out', folder];
      const { code, stdout } = await ended(process.execPath, args, { PATH: `${folder}:/usr/bin:/bin` });
      // The world has an endpoint with private DNS already, and neither CloudFormation nor Route 53.
      expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('✓ the credentials are of') });
      const { looks } = JSON.parse(readFileSync(join(folder, 'prepare.json'), 'utf8')) as Answers;
      expect(looks.map((one) => one.isAsExpected)).toEqual([true, false, true, true, true, false, false]);
      expect(looks[4]?.kept).toEqual({ subnets: 2, zones: 2, isOfVpc: true });
      expect(looks[5]?.kept).toEqual({ endpoints: 1, withPrivateDns: 1 });
    },
    TIMEOUT_MS,
  );
});
