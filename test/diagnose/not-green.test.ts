import { expect, test } from '@jest/globals';
import { CHECKS } from '../../lib/diagnose/checks/index.ts';
import type { VpcEndpoint } from '../../lib/model/aws.ts';
import { reportOf } from '../../lib/report/report.ts';
import { endpoint, inspected } from '../support/configuration.ts';
import { expectUndecided } from '../support/public-answer-world.ts';
import { factsOf } from '../support/world.ts';

const having = (over: Partial<VpcEndpoint>) => inspected({ vpcEndpoints: [endpoint(over)] });

test('configuration that leaves every path open to a serving endpoint is green', () => {
  expect(reportOf(factsOf(having({ State: 'Available' })))).toMatchObject({ exitCode: 0, predicted: 'open' });
});

test.each<[string, Partial<VpcEndpoint>]>([
  ['private DNS is off', { PrivateDnsEnabled: false }],
  ['private DNS is not told', { PrivateDnsEnabled: undefined }],
  ['it is of another service', { ServiceName: 'com.amazonaws.eu-west-2.ssm' }],
  ['its service is not told', { ServiceName: undefined }],
  ['it is in another VPC', { VpcId: 'vpc-hub' }],
  ['its VPC is not told', { VpcId: undefined }],
  ...['pending', 'pendingAcceptance', 'partial', 'failed', 'rejected', 'expired', 'deleting', 'hibernating'].map(
    (State): [string, Partial<VpcEndpoint>] => [`its state is ${State}`, { State }],
  ),
  ['its state is not told', { State: undefined }],
])('an open path is not green where %s', (_, over) => {
  const { exitCode, predicted } = reportOf(factsOf(having(over)));
  expect({ green: exitCode === 0, predicted }).toEqual({ green: false, predicted: 'open' });
});

test.each<[string, Partial<VpcEndpoint>]>([
  ['endpoint/wrong-service', { ServiceName: undefined }],
  ['endpoint/pending', { State: undefined }],
  ['endpoint/pending', { State: 'hibernating' }],
  ['dns/private-dns-off', { PrivateDnsEnabled: undefined }],
])('%s accuses nobody by what is not told', (code, over) => {
  const check = CHECKS.find((one) => one.code === code);
  if (!check) throw new Error(`there is no check ${code}`);
  expectUndecided(check, having(over));
});
