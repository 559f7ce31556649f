import { test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/dns/private-dns-off.ts';
import { checkTable } from '../../../support/check-table.ts';
import { configured, ENDPOINT_ID, endpoint, inspected, UNNAMED, VPC } from '../../../support/configuration.ts';
import {
  expectRootOfPublicAnswer,
  expectUndecided,
  INTO_SILENCE,
  PAST_THE_ENDPOINT,
  PUBLIC_ANSWERS,
} from '../../../support/public-answer-world.ts';
import {
  ENI_B,
  HOST,
  PUBLIC,
  PUBLIC_IPV6,
  resolvesNot,
  resolvesTo,
  silentTcp,
  tcpToBoth,
} from '../../../support/world.ts';

const OFF = { vpcEndpoints: [endpoint({ PrivateDnsEnabled: false })] };
const second = endpoint({ VpcEndpointId: 'vpce-second', PrivateDnsEnabled: false });

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'there is no endpoint', world: inspected({ vpcEndpoints: [], target: UNNAMED }) },
    {
      when: 'DNS hostnames are off for the VPC',
      world: inspected({ vpcDnsAttributes: { VpcId: VPC, enableDnsSupport: true, enableDnsHostnames: false } }),
    },
  ],
  nearMiss: [
    {
      when: "it is off on purpose, and a private hosted zone answers with the endpoint's addresses",
      world: configured(OFF),
    },
    {
      when: 'it is off on purpose, and a private hosted zone holds one of the addresses',
      world: configured({ ...OFF, serviceDns: resolvesTo([ENI_B]) }),
    },
    {
      when: 'the private hosted zone is right and packets to the endpoint are dropped',
      world: configured({ ...OFF, tcp: tcpToBoth({ outcome: 'silent', tookMs: 3_000 }), tls: [] }),
    },
    { when: 'it is on, and the answer is public for another reason', world: configured(PAST_THE_ENDPOINT) },
    {
      when: 'the endpoint is in a hub VPC, where it is off so that a private hosted zone can be shared',
      world: inspected({ vpcEndpoints: [endpoint({ PrivateDnsEnabled: false, VpcId: 'vpc-hub' })] }),
    },
    {
      when: 'of two endpoints of the service one has it',
      world: inspected({ target: UNNAMED, vpcEndpoints: [second, endpoint()] }),
    },
    {
      when: 'the endpoint that was named lacks it because another one of the service has it',
      world: inspected({
        vpcEndpoints: [endpoint({ PrivateDnsEnabled: false }), { ...second, PrivateDnsEnabled: true }],
      }),
    },
    {
      when: "another service's endpoint has it off",
      world: inspected({
        target: UNNAMED,
        vpcEndpoints: [{ ...second, ServiceName: 'com.amazonaws.eu-west-2.kms' }, endpoint()],
      }),
    },
  ],
  reporting: [
    {
      when: 'a NAT gateway leads to the public address',
      world: configured({ ...PAST_THE_ENDPOINT, ...OFF }),
      problems: [
        {
          severity: 'degrading',
          on: [PUBLIC],
          resources: [ENDPOINT_ID],
          steps: [
            {
              say: 'Turn on private DNS for the endpoint',
              affects: 'vpc-names',
              run: [
                ...['aws', 'ec2', 'modify-vpc-endpoint', '--region', 'eu-west-2'],
                ...['--vpc-endpoint-id', ENDPOINT_ID, '--private-dns-enabled'],
              ],
              undo: [
                ...['aws', 'ec2', 'modify-vpc-endpoint', '--region', 'eu-west-2'],
                ...['--vpc-endpoint-id', ENDPOINT_ID, '--no-private-dns-enabled'],
              ],
              permissions: ['ec2:ModifyVpcEndpoint'],
            },
          ],
        },
      ],
      says: [ENDPOINT_ID, HOST],
    },
    {
      when: 'the public answer has both families',
      world: configured({
        ...INTO_SILENCE,
        ...OFF,
        serviceDns: resolvesTo([PUBLIC, PUBLIC_IPV6]),
        tcp: [silentTcp(PUBLIC), silentTcp(PUBLIC_IPV6)],
      }),
      problems: [{ on: [PUBLIC, PUBLIC_IPV6] }],
      says: [ENDPOINT_ID],
    },
    {
      when: 'the name resolves to nothing',
      world: configured({
        ...OFF,
        serviceDns: resolvesNot({ outcome: 'name-not-found', code: 'ENOTFOUND' }, { outcome: 'name-not-found' }),
      }),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: [ENDPOINT_ID],
    },
    {
      when: "another service's endpoint, or another VPC's, has it on",
      world: inspected({
        vpcEndpoints: [
          endpoint({ PrivateDnsEnabled: false }),
          endpoint({ VpcEndpointId: 'vpce-kms', ServiceName: 'com.amazonaws.eu-west-2.kms' }),
          endpoint({ VpcEndpointId: 'vpce-hub', VpcId: 'vpc-hub' }),
        ],
      }),
      problems: [{ severity: 'degrading' }],
      says: [ENDPOINT_ID],
    },
    {
      when: 'nobody has asked for the name, as a prediction',
      world: inspected(OFF),
      problems: [
        {
          severity: 'degrading',
          on: 'all',
          evidence: [{ fact: 'vpcEndpoints', path: '[0].PrivateDnsEnabled', shows: 'PrivateDnsEnabled: false' }],
        },
      ],
      says: [ENDPOINT_ID, 'Unless a private hosted zone answers'],
    },
  ],
});

test.each(PUBLIC_ANSWERS)('is the root of the public answer when $when', ({ answer, verdict }) => {
  expectRootOfPublicAnswer(check, configured({ ...answer, ...OFF }), verdict);
});

test('which of two endpoints without private DNS is meant is not guessed', () => {
  const first = endpoint({ PrivateDnsEnabled: false });
  expectUndecided(check, inspected({ target: UNNAMED, vpcEndpoints: [first, second] }));
});
