import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/function/ec2-api-unreachable.ts';
import type { Observations } from '../../../../lib/model/facts.ts';
import { unseen } from '../../../../lib/model/observation.ts';
import { reportOf } from '../../../../lib/report/report.ts';
import { evaluate } from '../../../support/check-table.ts';
import { configured, inspected } from '../../../support/configuration.ts';
import { factsOf, world } from '../../../support/world.ts';

const CODE = 'function/ec2-api-unreachable';

function reportOn(observations: Observations) {
  const report = reportOf(factsOf(observations));
  return {
    ...report,
    group: report.undecided.find((group) => group.codes.includes(CODE)),
    found: report.causes.flatMap((cause) => [cause, ...cause.accountsFor]).map((finding) => finding.code),
    passedCodes: report.passed.map((one) => one.code),
  };
}

test.each([
  ['packets were sent', configured()],
  ['none was', inspected()],
  ['there is no endpoint in the VPC', configured({ vpcEndpoints: [] })],
])('is silent when the EC2 API answered and %s', (_, observations) => {
  expect(evaluate(check, observations)).toBe('ok');
  expect(reportOn(observations)).toMatchObject({ group: undefined, passedCodes: expect.arrayContaining([CODE]) });
});

test('an isolated subnet leaves it undecided, with the reason, and is connected nevertheless', () => {
  const { verdict, rootCause, found, group, passedCodes } = reportOn(world());
  expect({ verdict, rootCause, found }).toEqual({ verdict: 'connected', rootCause: null, found: [] });
  expect(group).toMatchObject({ why: 'timed-out', detail: expect.stringContaining('ec2.eu-west-2.amazonaws.com') });
  expect(group?.needs).toContain('vpcEndpoints');
  expect(passedCodes).not.toContain(CODE);
});

test('a missing permission leaves it undecided too', () => {
  const denied = unseen('denied', 'ec2:DescribeVpcEndpoints is not allowed');
  const { verdict, group, found } = reportOn(configured({ vpcEndpoints: denied }));
  expect(group).toMatchObject({ why: 'denied', detail: denied.detail });
  expect({ verdict, found }).toEqual({ verdict: 'connected', found: [] });
});
