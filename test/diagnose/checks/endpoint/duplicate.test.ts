import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/endpoint/duplicate.ts';
import { reportOf } from '../../../../lib/report/report.ts';
import { checkTable } from '../../../support/check-table.ts';
import {
  configured,
  ENDPOINT_ID,
  endpoint,
  groups,
  INTERFACES,
  inspected,
  networkInterface,
  UNNAMED,
} from '../../../support/configuration.ts';
import { byGroup, securityGroup } from '../../../support/network.ts';
import { INTO_SILENCE } from '../../../support/public-answer-world.ts';
import {
  factsOf,
  HOST,
  http,
  query,
  resolvesTo,
  secret,
  silentTcp,
  tcp,
  tcpToBoth,
  tls,
  tlsWithBoth,
  type WorldChange,
} from '../../../support/world.ts';

const OTHER = 'vpce-0other';
const OTHER_ADDRESS = '10.0.1.5';

/** The older endpoint of the service has the name; the one that was named has none. */
const BOTH = {
  vpcEndpoints: [
    endpoint({ PrivateDnsEnabled: false }),
    endpoint({
      VpcEndpointId: OTHER,
      SubnetIds: ['subnet-a'],
      NetworkInterfaceIds: ['eni-other'],
      Groups: [{ GroupId: 'sg-other' }],
    }),
  ],
  networkInterfaces: [
    ...INTERFACES,
    networkInterface('eni-other', 'subnet-a', OTHER_ADDRESS, { Groups: [{ GroupId: 'sg-other' }] }),
  ],
  securityGroups: [...groups(), securityGroup('sg-other', {})],
} as const satisfies WorldChange;

const THERE = {
  serviceDns: resolvesTo([OTHER_ADDRESS]),
  vpcResolverDns: { queries: [query({ server: '169.254.169.253', addresses: [OTHER_ADDRESS] })] },
} as const satisfies WorldChange;

const changed = (at: 0 | 1, over: Parameters<typeof endpoint>[0]): WorldChange => ({
  ...BOTH,
  vpcEndpoints: BOTH.vpcEndpoints.map((one, index) => (index === at ? { ...one, ...over } : one)),
});

checkTable(check, {
  healthy: configured(),
  silent: [{ when: 'there is no endpoint', world: inspected({ vpcEndpoints: [], target: UNNAMED }) }],
  nearMiss: [
    { when: 'the expected one has the name', world: inspected(changed(0, { PrivateDnsEnabled: true })) },
    { when: 'neither has the name', world: inspected(changed(1, { PrivateDnsEnabled: false })) },
    {
      when: "the other one is another service's",
      world: inspected(changed(1, { ServiceName: 'com.amazonaws.eu-west-2.kms' })),
    },
    { when: 'the other one is being deleted', world: inspected(changed(1, { State: 'deleting' })) },
    {
      when: "the other one is in the VPC of the expected one, and not in the client's",
      world: inspected({
        ...BOTH,
        vpcEndpoints: BOTH.vpcEndpoints.map((one) => ({ ...one, VpcId: 'vpc-hub' })),
      }),
    },
    { when: 'the other one is in another VPC', world: inspected(changed(1, { VpcId: 'vpc-hub' })) },
    { when: 'none was named, so that the one with the name is meant', world: inspected({ ...BOTH, target: UNNAMED }) },
    { when: 'the name resolves to the expected one all the same', world: configured(BOTH) },
    { when: 'the name resolves to public addresses', world: configured({ ...BOTH, ...INTO_SILENCE }) },
  ],
  reporting: [
    {
      when: 'nobody has asked for the name',
      world: inspected(BOTH),
      problems: [{ severity: 'degrading', on: 'all', resources: [OTHER, ENDPOINT_ID] }],
      says: [HOST, OTHER, ENDPOINT_ID],
    },
    {
      when: 'the expected one is in another VPC, and one of this VPC has the name',
      world: inspected(changed(0, { VpcId: 'vpc-hub' })),
      problems: [
        {
          severity: 'degrading',
          on: 'all',
          evidence: [
            expect.anything(),
            { fact: 'vpcEndpoints', path: '[0].VpcId', shows: `${ENDPOINT_ID}: VpcId: vpc-hub` },
          ] as never,
        },
      ],
      says: [OTHER, `${ENDPOINT_ID} is in vpc-hub`],
    },
    {
      when: 'the other one is not ready',
      world: inspected(changed(1, { State: 'pending' })),
      problems: [{ severity: 'degrading' }],
      says: [`It is pending.`],
    },
    {
      when: 'the name resolves to the other one, which does not answer',
      world: configured({
        ...BOTH,
        ...THERE,
        tcp: [silentTcp(OTHER_ADDRESS), ...tcpToBoth()],
        tls: tlsWithBoth(),
      }),
      problems: [{ on: [OTHER_ADDRESS] }],
      says: [OTHER, 'eni-other', OTHER_ADDRESS],
    },
  ],
});

test('the name is the cause, and what keeps the client out of the other endpoint the fault behind it', () => {
  const { rootCause, causes, plan, exitCode, predicted } = reportOf(factsOf(inspected(BOTH)));
  expect({ rootCause, exitCode, predicted }).toEqual({ rootCause: check.code, exitCode: 2, predicted: 'mixed' });
  expect(causes.map(({ code }) => code)).toEqual([check.code, 'sg/endpoint-ingress-missing']);
  expect(plan.steps.map(({ run }) => run?.includes('sg-other'))).toEqual([true]);
});

test('the group of an endpoint that no call goes to is advice, and nothing in it is opened first', () => {
  const securityGroups = [
    ...groups({ ingress: [] }),
    securityGroup('sg-other', { IpPermissions: [byGroup('sg-client')] }),
  ];
  const { causes, plan } = reportOf(factsOf(inspected({ ...BOTH, securityGroups })));
  expect(causes.map(({ code, severity }) => [code, severity])).toEqual([
    [check.code, 'degrading'],
    ['sg/endpoint-ingress-missing', 'advisory'],
  ]);
  expect(plan.steps).toEqual([]);
});

test("in both vantages the address is named as the other endpoint's, and no hosted zone is blamed", () => {
  const { verdict, causes } = reportOf(
    factsOf(configured({ ...BOTH, ...THERE, tcp: [silentTcp(OTHER_ADDRESS), ...tcpToBoth()], tls: tlsWithBoth() })),
  );
  expect(verdict).toBe('broken');
  expect(causes[0]).not.toHaveProperty('candidates');
  expect(causes[0]?.accountsFor.map(({ code }) => code)).toEqual(['dns/private-not-endpoint']);
});

test('where the other endpoint lets the client in, the secret is read past the expected one', () => {
  const { verdict, rootCause } = reportOf(
    factsOf(
      configured({
        ...BOTH,
        ...THERE,
        tcp: [tcp(OTHER_ADDRESS)],
        tls: [tls(OTHER_ADDRESS)],
        http: [http(OTHER_ADDRESS)],
        secret: secret({ remoteAddress: OTHER_ADDRESS }),
      }),
    ),
  );
  expect({ verdict, rootCause }).toEqual({ verdict: 'bypassed', rootCause: check.code });
});
