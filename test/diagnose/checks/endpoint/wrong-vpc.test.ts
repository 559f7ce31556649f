import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/endpoint/wrong-vpc.ts';
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
  INTO_SILENCE,
  PAST_THE_ENDPOINT,
  PUBLIC_ANSWERS,
} from '../../../support/public-answer-world.ts';
import { factsOf, HOST, PUBLIC, resolvesNot, secret, tcp } from '../../../support/world.ts';

/** Its private DNS is on, which does nothing here. */
const HUB = hub({ PrivateDnsEnabled: true });
const BY_NAME = { ...HUB, ...HUB_BY_NAME };

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'there is no endpoint', world: inspected({ vpcEndpoints: [], target: UNNAMED }) },
    { when: "it is a hub's, to be shared by a hosted zone", world: inspected(hub({ PrivateDnsEnabled: false })) },
    { when: 'EC2 does not say where it is', world: inspected({ vpcEndpoints: [endpoint({ VpcId: undefined })] }) },
  ],
  nearMiss: [
    { when: 'it is in a hub VPC, and a private hosted zone leads to it', world: configured(BY_NAME) },
    {
      when: 'a private hosted zone leads to the hub, where packets are dropped',
      world: configured({ ...BY_NAME, tcp: [tcp(HUB_ADDRESS, { outcome: 'silent' })], tls: [] }),
    },
    {
      when: "another VPC's endpoint of another service is listed beside the right one",
      world: inspected({
        vpcEndpoints: [
          endpoint({ VpcEndpointId: 'vpce-kms', ServiceName: 'com.amazonaws.eu-west-2.kms', VpcId: 'vpc-hub' }),
          endpoint(),
        ],
      }),
    },
    { when: "it is in the client's VPC, and the answer is public", world: configured(PAST_THE_ENDPOINT) },
  ],
  reporting: [
    {
      when: 'no zone leads to it, and packets to the public address are dropped',
      world: configured({ ...HUB, ...INTO_SILENCE }),
      problems: [{ severity: 'degrading', on: [PUBLIC], resources: [ENDPOINT_ID, 'vpc-hub', 'vpc-1'] }],
      says: [ENDPOINT_ID, 'vpc-hub', 'vpc-1', HOST],
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
      problems: [
        {
          severity: 'degrading',
          on: 'all',
          evidence: [{ fact: 'vpcEndpoints', path: '[0].VpcId', shows: 'VpcId: vpc-hub' }],
        },
      ],
      says: ['vpc-hub', 'unless a private hosted zone'],
    },
  ],
});

test.each(PUBLIC_ANSWERS)('is the root of the public answer when $when', ({ answer, verdict }) => {
  expectRootOfPublicAnswer(check, configured({ ...HUB, ...answer }), verdict);
});

test('a hub that is reached by name is connected, without a root cause', () => {
  const { verdict, rootCause } = reportOf(
    factsOf(configured({ ...BY_NAME, secret: secret({ remoteAddress: HUB_ADDRESS }) })),
  );
  expect({ verdict, rootCause }).toEqual({ verdict: 'connected', rootCause: null });
});
