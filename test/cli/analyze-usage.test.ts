import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { analyze, client, described, endpoint, folder, PATH, PLACE } from '../support/described-folder.ts';
import type { Ended } from '../support/run-command.ts';

describe('wrong use is one sentence on stderr, exit code 64, and nothing on stdout', () => {
  const expectWrongUse = ({ code, stdout, stderr }: Ended, says: RegExp) => {
    expect({ code, stdout, stderr }).toEqual({ code: 64, stdout: '', stderr: expect.stringMatching(says) });
    expect(stderr.trim().split('\n')).toHaveLength(1);
  };

  let path: string;
  beforeAll(() => {
    path = described('used-wrongly');
  });

  test.each<[string, readonly string[], RegExp]>([
    ['no end', ['--from', client], /one path needs both --from and --to/],
    ['no start', ['--to', endpoint, '--port', '443'], /one path needs both --from and --to/],
    ['port 0', [...PATH, '--port', '0'], /--port takes a number from 1 to 65535, not "0"/],
    ['port 65536', [...PATH, '--port', '65536'], /not "65536"/],
    ['a port by name', [...PATH, '--port', 'https'], /not "https"/],
    ['half a port', [...PATH, '--port', '443.5'], /not "443.5"/],
    ['an empty port', [...PATH, '--port', ''], /not ""/],
    ['another protocol', [...PATH, '--protocol', 'icmp'], /--protocol takes tcp or udp, not "icmp"/],
    ['another client', [...PATH, '--client', 'mac'], /--client takes lambda, linux, windows, not "mac"/],
    ['a client that every object has', [...PATH, '--client', 'constructor'], /--client takes lambda/],
    ['another format', [...PATH, '--format', 'yaml'], /no format "yaml"; there are text/],
    ['a format that ways do not have', [...PATH, '--format', 'junit'], /junit/],
    ['an unknown option', [...PATH, '--secret', 'x'], /Unknown option '--secret'/],
    ['a start that no file holds', [...PATH, '--from', 'eni-0'], /--from: no file holds the network interface eni-0/],
    ['an end that no file holds', [...PATH, '--to', 'vpce-0'], /--to: no file holds the VPC endpoint vpce-0/],
    ['an end that is none', [...PATH, '--to', 'example.com'], /--to: "example\.com" is no network interface/],
    [
      'ends of two families',
      [...PATH, '--from', '2001:db8::7', '--to', '10.0.0.1'],
      /--from and --to must both be IPv4 or both be IPv6/,
    ],
    ['a port of no path', [...PLACE, '--port', '443'], /--subnet, --security-group: only for the whole analysis/],
    ['a recording of one path', [...PATH, '--record', 'facts.json'], /--record: only for the whole analysis/],
    ['tokens in no recording', [...PLACE, '--anonymous'], /--anonymous says how to write --record FILE/],
    ['a kind of function', ['--function', 'f', '--client', 'linux'], /--client is of no use with --function/],
  ])('%s', async (_, args, says) => {
    expectWrongUse(await analyze(path, ...args), says);
  });

  test('no file', async () => {
    expectWrongUse(await analyze(...PATH), /name at least one file or folder/);
  });

  test.each<[string, string, RegExp]>([
    ['that is not JSON', 'nonsense', /is not JSON/],
    [
      'of facts of another schema',
      '{"schema":3,"runs":[]}',
      /recording with schema 3; this version reads schemas 1 and 2/,
    ],
    ['of facts without a run', '{"schema":2,"runs":[]}', /is damaged or from another version/],
    ['of facts about nothing', '{"schema":1,"observations":{}}', /is incomplete: target or vantage is missing/],
    ['of facts that are null', '{"schema":1,"observations":null}', /is incomplete: target or vantage is missing/],
    [
      'of facts about null',
      '{"schema":1,"observations":{"target":{"state":"seen","value":null},"vantage":{"state":"seen","value":null}}}',
      /is incomplete: target or vantage is missing/,
    ],
  ])('a file %s', async (name, content, says) => {
    const wrong = join(folder, `${name}.json`);
    writeFileSync(wrong, content);
    expectWrongUse(await analyze(wrong), says);
  });

  test.each<[string, string, string]>([
    [
      'plan.json',
      '{"format_version":"1.2","terraform_version":"1.9.0","planned_values":{},"resource_changes":[]}',
      'a Terraform plan',
    ],
    ['terraform.tfstate', '{"version":4,"terraform_version":"1.9.0","resources":[]}', 'a Terraform state'],
    ['main.tf', 'resource "aws_vpc_endpoint" "sm" {\n  vpc_id = "vpc-0123"\n}\n', 'Terraform code'],
    [
      'template.json',
      '{"Resources":{"SmEndpoint":{"Type":"AWS::EC2::VPCEndpoint","Properties":{}}}}',
      'a CloudFormation template',
    ],
    ['template.yaml', 'Resources:\n  Sm:\n    Type: AWS::EC2::VPCEndpoint\n', 'a CloudFormation template'],
    ['trail.json', '{"Records":[{"eventName":"GetSecretValue","errorCode":"VpceAccessDenied"}]}', 'a CloudTrail log'],
  ])("somebody else's document: %s", async (name, content, is) => {
    const foreign = join(folder, name);
    writeFileSync(foreign, content);
    const says = new RegExp(
      `${name} is ${is}, which vpce-doctor doesn't read; .*AWS CLI instead: aws ec2 describe-vpcs`,
    );
    for (const asked of [PATH, PLACE]) expectWrongUse(await analyze(path, foreign, ...asked), says);
    expectWrongUse(await analyze(foreign), says);
  });

  test('a file that is not there', async () => {
    expectWrongUse(await analyze(join(folder, 'absent.json'), ...PATH), /can't read .*absent\.json \(ENOENT\)/);
  });

  test('a folder without JSON', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    expectWrongUse(await analyze(empty, ...PATH), /empty has no \.json files/);
  });
});

test('help teaches by example and exits 0', async () => {
  const { code, stdout, stderr } = await analyze('--help');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('vpce-doctor analyze facts.json');
});
