import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/endpoint/single-az.ts';
import { reportOf } from '../../../../lib/report/report.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import {
  configured,
  ENDPOINT_ID,
  endpoint,
  INTERFACES,
  inspected,
  SUBNETS,
  UNNAMED,
} from '../../../support/configuration.ts';
import { ENI_A, factsOf, query, resolvesTo, target, tcp, tls } from '../../../support/world.ts';

const IN_ONE_ZONE = endpoint({ SubnetIds: ['subnet-a'], NetworkInterfaceIds: ['eni-0aaa'] });
const second = { ...IN_ONE_ZONE, VpcEndpointId: 'vpce-second', PrivateDnsEnabled: false };

checkTable(check, {
  healthy: configured(),
  silent: [{ when: 'there is no endpoint', world: inspected({ vpcEndpoints: [], target: UNNAMED }) }],
  nearMiss: [
    {
      when: 'a second endpoint of the service is in one zone',
      world: inspected({ vpcEndpoints: [second, endpoint()] }),
    },
    {
      when: "another service's endpoint is in one zone",
      world: inspected({
        vpcEndpoints: [{ ...second, ServiceName: 'com.amazonaws.eu-west-2.kms' }, endpoint()],
        target: target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: [] } }),
      }),
    },
    { when: 'the client is in one zone', world: configured() },
  ],
  reporting: [
    {
      when: 'the only subnet of the endpoint is in one zone',
      world: inspected({ vpcEndpoints: [IN_ONE_ZONE] }),
      problems: [
        {
          severity: 'advisory',
          on: 'all',
          resources: [ENDPOINT_ID],
          evidence: [{ fact: 'vpcEndpoints', path: '[0].SubnetIds', shows: 'SubnetIds: subnet-a' }],
        },
      ],
      says: [ENDPOINT_ID, 'eu-west-2a only'],
    },
    {
      when: 'two subnets of the endpoint are in the same zone',
      world: inspected({ subnets: SUBNETS.map((one) => ({ ...one, AvailabilityZone: 'eu-west-2b' })) }),
      problems: [{ severity: 'advisory' }],
      says: ['eu-west-2b only'],
    },
    {
      when: 'an endpoint that another one stands beside is the one that was named',
      world: inspected({ vpcEndpoints: [endpoint({ VpcEndpointId: 'vpce-wide' }), IN_ONE_ZONE] }),
      problems: [{ evidence: [{ fact: 'vpcEndpoints', path: '[1].SubnetIds', shows: 'SubnetIds: subnet-a' }] }],
      says: [ENDPOINT_ID],
    },
  ],
});

test.each([
  { when: 'none of the subnets was read', subnets: SUBNETS.filter((one) => one.SubnetId === 'subnet-client') },
  { when: 'one of two subnets was not read', subnets: SUBNETS.filter((one) => one.SubnetId !== 'subnet-b') },
  { when: 'zones have ids and no names', subnets: SUBNETS.map((one) => ({ ...one, AvailabilityZone: undefined })) },
])('does not decide where $when', ({ subnets }) => {
  expect(evaluate(check, inspected({ subnets }))).toEqual({ undecided: expect.stringContaining(ENDPOINT_ID) });
});

test('is advice: a secret that is read through the one zone stays connected, without a root cause', () => {
  const { verdict, rootCause, causes } = reportOf(
    factsOf(
      configured({
        vpcEndpoints: [IN_ONE_ZONE],
        networkInterfaces: INTERFACES.filter((one) => one.NetworkInterfaceId !== 'eni-0bbb'),
        serviceDns: resolvesTo([ENI_A]),
        endpointDns: { queries: [query({ addresses: [ENI_A] })] },
        tcp: [tcp(ENI_A)],
        tls: [tls(ENI_A)],
      }),
    ),
  );
  expect({ verdict, rootCause, codes: causes.map((cause) => cause.code) }).toEqual({
    verdict: 'connected',
    rootCause: null,
    codes: [check.code],
  });
});
