import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { drawWorld } from '../lab/draw-world.ts';
import { GOLDEN_SCENARIOS, goldenFolderOf } from '../lab/recordings.ts';
import { describeWhere } from '../support/describe-lab.ts';
import { type Account, openAccount } from './aws-cli.ts';
import { AWS_CLI_LACKS } from './installed.ts';

const TIMEOUT_MS = 30_000;

/** Exit code and words of a CLI that asked, and was answered or refused: it understood its arguments. */
const ASKED = /^(0|254) /;

const reports = GOLDEN_SCENARIOS.map((name) => readFileSync(join(goldenFolderOf(name), 'report.txt'), 'utf8'));
const commands = [...new Set(reports.flatMap((report) => report.match(/(?<=^ +)aws .*$/gm) ?? []))];

describeWhere(AWS_CLI_LACKS, "commands of reports, pasted into a shell with Debian's AWS CLI", () => {
  let account: Account;
  beforeAll(async () => {
    account = await openAccount(drawWorld(1, { zones: 2 }));
  });
  afterAll(() => account.close());

  test.each(commands)(
    '%s is understood',
    async (command) => {
      const { code, stderr } = await account.paste(command);
      expect(`${code} ${stderr}`).toMatch(ASKED);
    },
    TIMEOUT_MS,
  );

  test('one that is not understood would show', async () => {
    const { code, stderr } = await account.paste('aws ec2 authorize-security-group-ingress --group-identity sg-0');
    expect(`${code} ${stderr}`).not.toMatch(ASKED);
  });
});
