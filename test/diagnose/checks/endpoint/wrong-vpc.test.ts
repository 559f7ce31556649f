import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/endpoint/wrong-vpc.ts';
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
  routeTables,
  UNNAMED,
} from '../../../support/configuration.ts';
import { byCidr } from '../../../support/network.ts';
import {
  expectRootOfPublicAnswer,
  INTO_SILENCE,
  PAST_THE_ENDPOINT,
  PUBLIC_ANSWERS,
} from '../../../support/public-answer-world.ts';
import {
  factsOf,
  HOST,
  http,
  PUBLIC,
  query,
  resolvesNot,
  resolvesTo,
  secret,
  tcp,
  tls,
} from '../../../support/world.ts';

const HUB_ADDRESS = '10.99.0.5';

/** The endpoint of a hub VPC, across a peering; its private DNS is off so that a private hosted zone can be shared. */
const HUB = {
  vpcEndpoints: [
    endpoint({
      VpcId: 'vpc-hub',
      PrivateDnsEnabled: false,
      SubnetIds: ['subnet-hub'],
      NetworkInterfaceIds: ['eni-hub'],
    }),
  ],
  networkInterfaces: [
    ...INTERFACES.slice(-1),
    networkInterface('eni-hub', 'subnet-hub', HUB_ADDRESS, { VpcId: 'vpc-hub' }),
  ],
  endpointDns: { queries: [query({ addresses: [HUB_ADDRESS] })] },
  securityGroups: groups({ egress: [byCidr('10.0.0.0/8')] }),
  routeTables: routeTables({
    client: [
      { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' },
      { DestinationCidrBlock: '10.99.0.0/16', VpcPeeringConnectionId: 'pcx-0abc', State: 'active' },
    ],
  }),
};

const BY_NAME = {
  ...HUB,
  serviceDns: resolvesTo([HUB_ADDRESS]),
  vpcResolverDns: { queries: [query({ server: '169.254.169.253', addresses: [HUB_ADDRESS] })] },
  tcp: [tcp(HUB_ADDRESS)],
  tls: [tls(HUB_ADDRESS)],
  http: [http(HUB_ADDRESS)],
};

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'there is no endpoint', world: inspected({ vpcEndpoints: [], target: UNNAMED }) },
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
