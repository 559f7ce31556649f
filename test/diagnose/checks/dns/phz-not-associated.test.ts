import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/dns/phz-not-associated.ts';
import { unseen } from '../../../../lib/model/observation.ts';
import { reportOf } from '../../../../lib/report/report.ts';
import { checkTable } from '../../../support/check-table.ts';
import {
  configured,
  ENDPOINT_ID,
  endpoint,
  HUB_ADDRESS,
  HUB_BY_NAME,
  hub,
  inspected,
  UNNAMED,
} from '../../../support/configuration.ts';
import {
  expectRootOfPublicAnswer,
  expectUndecided,
  INTO_SILENCE,
  PAST_THE_ENDPOINT,
  PUBLIC_ANSWERS,
} from '../../../support/public-answer-world.ts';
import { factsOf, HOST, PUBLIC, resolvesNot, secret, silentTcp, tcp } from '../../../support/world.ts';

const HUB = hub({ PrivateDnsEnabled: false });

/** The hub's endpoint is another account's: it is not among those that can be seen, and its own name tells its addresses. */
const OF_ANOTHER_ACCOUNT = { ...HUB, vpcEndpoints: [], networkInterfaces: [] };
const REACHED = { ...INTO_SILENCE, tcp: [silentTcp(PUBLIC), tcp(HUB_ADDRESS)] };

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'there is no endpoint', world: inspected({ vpcEndpoints: [], target: UNNAMED }) },
    { when: "another VPC's endpoint has private DNS on", world: inspected(hub({ PrivateDnsEnabled: true })) },
  ],
  nearMiss: [
    { when: 'a private hosted zone leads to the hub', world: configured({ ...HUB, ...HUB_BY_NAME }) },
    {
      when: 'a private hosted zone leads to the hub, where packets are dropped',
      world: configured({ ...HUB, ...HUB_BY_NAME, tcp: [silentTcp(HUB_ADDRESS)], tls: [] }),
    },
    { when: "it is in the client's VPC, and the answer is public", world: configured(PAST_THE_ENDPOINT) },
    {
      when: "the hub's endpoint is of another service",
      world: configured({
        ...hub({ PrivateDnsEnabled: false, ServiceName: 'com.amazonaws.eu-west-2.s3' }),
        ...REACHED,
      }),
    },
    {
      when: "the hub's endpoint was rejected",
      world: configured({ ...hub({ PrivateDnsEnabled: false, State: 'rejected' }), ...REACHED }),
    },
    {
      when: 'an endpoint of this VPC has the name',
      world: inspected({
        ...HUB,
        vpcEndpoints: [...HUB.vpcEndpoints, endpoint({ VpcEndpointId: 'vpce-0local', NetworkInterfaceIds: [] })],
      }),
    },
    {
      when: "another account's hub is reached by name",
      world: configured({ ...OF_ANOTHER_ACCOUNT, ...HUB_BY_NAME }),
    },
  ],
  reporting: [
    {
      when: 'no zone leads to it, and packets to the public address are dropped',
      world: configured({ ...HUB, ...REACHED }),
      problems: [{ severity: 'degrading', on: [PUBLIC], resources: [ENDPOINT_ID, 'vpc-hub', 'vpc-1'] }],
      says: [ENDPOINT_ID, 'vpc-hub', 'vpc-1', HOST, 'The network path to it is open'],
    },
    {
      when: "it is another account's, and its addresses are reached outside the VPC",
      world: configured({ ...OF_ANOTHER_ACCOUNT, ...REACHED }),
      problems: [{ severity: 'degrading', on: [PUBLIC] }],
      says: [ENDPOINT_ID, HUB_ADDRESS, 'vpc-1', HOST],
    },
    {
      when: 'the name resolves to nothing',
      world: configured({
        ...HUB,
        serviceDns: resolvesNot({ outcome: 'name-not-found', code: 'ENOTFOUND' }, { outcome: 'name-not-found' }),
      }),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: ['vpc-hub'],
    },
    {
      when: 'nobody has asked for the name, as a prediction',
      world: inspected(HUB),
      problems: [{ severity: 'degrading', on: 'all', isPrediction: true }],
      says: ['vpc-hub', 'unless a private hosted zone'],
    },
  ],
});

test.each(PUBLIC_ANSWERS)('is the root of the public answer when $when', ({ answer, verdict }) => {
  expectRootOfPublicAnswer(check, configured({ ...HUB, ...answer }), verdict);
});

test("private DNS of another VPC's endpoint is never advised, whoever owns it", () => {
  for (const hub of [HUB, OF_ANOTHER_ACCOUNT]) {
    const said = JSON.stringify(reportOf(factsOf(configured({ ...hub, ...REACHED }))));
    expect(said).not.toMatch(/"--private-dns-enabled"|"dns\/private-dns-off","why"/);
  }
});

test('a hub that is reached by name is connected, without a root cause', () => {
  const { verdict, rootCause } = reportOf(
    factsOf(configured({ ...HUB, ...HUB_BY_NAME, secret: secret({ remoteAddress: HUB_ADDRESS }) })),
  );
  expect({ verdict, rootCause }).toEqual({ verdict: 'connected', rootCause: null });
});

test.each([
  ['EC2 was not asked', unseen('timed-out', "ec2.eu-west-2.amazonaws.com can't be reached from here")],
  ['its own addresses do not answer either', []],
])('is undecided where %s', (_, vpcEndpoints) => {
  const tcps = Array.isArray(vpcEndpoints) ? [silentTcp(PUBLIC), silentTcp(HUB_ADDRESS)] : REACHED.tcp;
  expectUndecided(check, configured({ ...OF_ANOTHER_ACCOUNT, ...REACHED, vpcEndpoints, tcp: tcps }));
});
