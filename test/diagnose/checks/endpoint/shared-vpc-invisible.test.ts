import { describe, expect, test } from '@jest/globals';
import endpointAbsent from '../../../../lib/diagnose/checks/dns/endpoint-absent.ts';
import check from '../../../../lib/diagnose/checks/endpoint/shared-vpc-invisible.ts';
import { unseen } from '../../../../lib/model/observation.ts';
import { reportOf } from '../../../../lib/report/report.ts';
import { evaluate } from '../../../support/check-table.ts';
import { configured, endpoint, HEALTHY_CONFIGURATION, inspected } from '../../../support/configuration.ts';
import { expectUndecided, INTO_SILENCE } from '../../../support/public-answer-world.ts';
import { factsOf } from '../../../support/world.ts';

const OWNER = '444455556666';
const { vpc } = HEALTHY_CONFIGURATION;
const SHARED = { vpc: { ...vpc, OwnerId: OWNER }, vpcEndpoints: [] };
const KMS = endpoint({ VpcEndpointId: 'vpce-kms', ServiceName: 'com.amazonaws.eu-west-2.kms' });

describe(check.code, () => {
  test.each([
    { when: 'all is well', world: configured(), says: 'not-applicable' },
    { when: "the account's own VPC has no endpoint", world: inspected({ vpcEndpoints: [] }), says: 'not-applicable' },
    {
      when: 'EC2 does not say whose VPC it is',
      world: inspected({ ...SHARED, vpc: { ...vpc, OwnerId: undefined } }),
      says: 'not-applicable',
    },
    {
      when: 'the VPC is shared and its endpoint is visible',
      world: inspected({ ...SHARED, vpcEndpoints: [endpoint()] }),
      says: 'ok',
    },
    {
      when: 'the owner looks at the VPC that it shares',
      world: inspected({ ...SHARED, caller: { accountId: OWNER } }),
      says: 'not-applicable',
    },
  ])('is silent when $when', ({ world, says }) => {
    expect(evaluate(check, world)).toBe(says);
  });

  test.each([
    { when: 'no endpoint is listed', world: inspected(SHARED) },
    { when: "another service's endpoint is listed", world: inspected({ ...SHARED, vpcEndpoints: [KMS] }) },
  ])('says whose VPC it is when $when', ({ world }) => {
    expect(evaluate(check, world)).toEqual({ undecided: expect.stringContaining(OWNER) });
  });
});

test.each([
  { when: 'nobody has sent a packet', world: inspected(SHARED) },
  { when: 'the name leads to public addresses', world: configured({ ...SHARED, ...INTO_SILENCE }) },
])('an empty list is no proof that there is no endpoint when $when', ({ world }) => {
  expectUndecided(check, world);
  expectUndecided(endpointAbsent, world);
});

test('what packets show still holds: a secret that is read through the invisible endpoint is connected', () => {
  const { verdict, rootCause } = reportOf(factsOf(configured({ ...SHARED, networkInterfaces: [] })));
  expect({ verdict, rootCause }).toEqual({ verdict: 'connected', rootCause: null });
});

test.each([
  { what: 'the VPC', change: { vpc: unseen('denied', 'ec2:DescribeVpcs') } },
  { what: 'the account of whoever asks', change: { caller: unseen('timed-out', 'sts cannot be reached') } },
])('an empty list proves nothing either where $what is not known', ({ change }) => {
  expectUndecided(check, configured({ vpcEndpoints: [], ...change }));
  expectUndecided(endpointAbsent, configured({ vpcEndpoints: [], ...change }));
});
