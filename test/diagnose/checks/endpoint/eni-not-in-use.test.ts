import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/endpoint/eni-not-in-use.ts';
import { unseen } from '../../../../lib/model/observation.ts';
import { reportOf } from '../../../../lib/report/report.ts';
import { checkTable } from '../../../support/check-table.ts';
import { configured, INTERFACES, inspected, UNNAMED } from '../../../support/configuration.ts';
import { expectUndecided } from '../../../support/public-answer-world.ts';
import { ENI_A, ENI_B, factsOf, secret, silentTcp, tcp, tls } from '../../../support/world.ts';

/** Some interfaces with another status. */
const having = (Status: string | undefined, ...ids: readonly string[]) => ({
  networkInterfaces: INTERFACES.map((one) => (ids.includes(one.NetworkInterfaceId) ? { ...one, Status } : one)),
});

const ONE_SILENT = { tcp: [tcp(ENI_A), silentTcp(ENI_B)], tls: [tls(ENI_A), tls(ENI_B, { outcome: 'not-connected' })] };
const BOTH_SILENT = {
  tcp: [silentTcp(ENI_A), silentTcp(ENI_B)],
  tls: unseen('skipped', 'no address accepts a connection'),
  secret: unseen('skipped', 'no address accepts a connection'),
};

checkTable(check, {
  healthy: configured(),
  silent: [
    {
      when: 'there is no endpoint',
      world: inspected({ vpcEndpoints: [], target: UNNAMED, ...having('available', 'eni-0aaa') }),
    },
    { when: 'an interface is silent, and in use', world: configured(ONE_SILENT) },
  ],
  nearMiss: [
    { when: "the client's interface is not in use", world: inspected(having('available', 'eni-0fff')) },
    { when: 'an interface is being attached', world: inspected(having('attaching', 'eni-0bbb')) },
    { when: 'EC2 gives no status', world: inspected(having(undefined, 'eni-0aaa', 'eni-0bbb')) },
    { when: 'EC2 is late, and the address accepts connections', world: configured(having('available', 'eni-0bbb')) },
  ],
  reporting: [
    {
      when: 'one of two is not in use and silent',
      world: configured({ ...having('available', 'eni-0bbb'), ...ONE_SILENT }),
      problems: [
        {
          severity: 'degrading',
          on: [ENI_B],
          explains: ['path/packets-dropped', 'path/interface-silent', 'path/contradicts-configuration'],
          resources: ['eni-0bbb'],
          evidence: [{ fact: 'networkInterfaces', path: '[1].Status', shows: 'Status: available' }],
        },
      ],
      says: ['eni-0bbb', ENI_B, 'eu-west-2b', 'available'],
    },
    {
      when: 'neither is in use, and nothing answers',
      world: configured({ ...having('detaching', 'eni-0aaa', 'eni-0bbb'), ...BOTH_SILENT }),
      problems: [
        { severity: 'degrading', on: [ENI_A], resources: ['eni-0aaa'] },
        { severity: 'degrading', on: [ENI_B], resources: ['eni-0bbb'] },
      ],
      says: ['detaching'],
    },
    {
      when: 'no packet was sent, as a prediction',
      world: inspected(having('available', 'eni-0aaa', 'eni-0bbb')),
      problems: [
        { severity: 'degrading', on: [ENI_A] },
        { severity: 'degrading', on: [ENI_B] },
      ],
      says: ['eni-0aaa'],
    },
  ],
});

test('the silence of the one interface follows from it, and the secret that came by the other is connected', () => {
  const { verdict, rootCause, causes } = reportOf(
    factsOf(configured({ ...having('available', 'eni-0bbb'), ...ONE_SILENT, secret: secret() })),
  );
  expect({ verdict, rootCause }).toEqual({ verdict: 'connected', rootCause: check.code });
  expect(causes[0]?.accountsFor.map((one) => one.code)).toContain('path/interface-silent');
});

test('says nothing where the interfaces could not be read', () => {
  expectUndecided(
    check,
    configured({ ...BOTH_SILENT, networkInterfaces: unseen('denied', 'ec2:DescribeNetworkInterfaces') }),
  );
});
