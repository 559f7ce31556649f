import { describe, expect, test } from '@jest/globals';
import { progressOn } from '../../lib/cli/progress.ts';
import { deadlineIn } from '../../lib/gather/deadline.ts';
import { seen, unseen } from '../../lib/model/observation.ts';
import { verify } from '../../lib/run/verify.ts';
import { probes } from '../support/probes.ts';
import { PUNCTUAL } from '../support/virtual-clock.ts';
import { ENI_A, ENI_B, target } from '../support/world.ts';

const terminal = (isTTY: boolean) => {
  const lines: string[] = [];
  return { lines, output: { isTTY, write: (text: string) => lines.push(text) } };
};

const VANTAGE = { kind: 'live', place: 'inside', functionName: null, accountId: null } as const;

describe('progress', () => {
  test('is a line for each step of a run, as it finishes', async () => {
    const { lines, output } = terminal(true);
    const request = { target: target(), vantage: VANTAGE, deadline: deadlineIn(10_000), source: null };
    await verify(request, { ...progressOn(output), probes: probes(), heartbeat: PUNCTUAL });
    for (const step of [
      'dns ',
      `tcp   ${ENI_A}: open`,
      `tls   ${ENI_B}: verified`,
      `http  ${ENI_A}: answered`,
      'cred  the environment gave credentials',
      'api   read',
    ])
      expect(lines.filter((line) => line.includes(step))).toHaveLength(1);
    expect(lines.findIndex((line) => line.includes('dns '))).toBeLessThan(
      lines.findIndex((line) => line.includes('api ')),
    );
  });

  test('says a reason once, however many facts it takes away, and nothing of what was not wanted', () => {
    const { lines, output } = terminal(true);
    const { onSeen } = progressOn(output);
    onSeen?.('subnets', unseen('denied', 'ec2:DescribeSubnets is not allowed here'));
    onSeen?.('networkAcls', unseen('denied', 'ec2:DescribeSubnets is not allowed here'));
    onSeen?.('kmsKey', unseen('skipped', 'no secret was given'));
    onSeen?.('vpcEndpoints', seen([], 1));
    expect(lines).toEqual(['  · not read: ec2:DescribeSubnets is not allowed here\n', '  · read  vpc endpoints\n']);
  });

  test('shows nothing that a terminal would obey', () => {
    const { lines, output } = terminal(true);
    progressOn(output).onSeen?.('subnets', unseen('failed', 'an error \u001b[31m'));
    expect(lines.join('')).not.toContain('\u001b');
  });

  test('is none where no terminal is', () => {
    expect(progressOn(terminal(false).output)).toEqual({});
  });
});
