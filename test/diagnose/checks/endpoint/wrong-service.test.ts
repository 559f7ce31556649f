import { test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/endpoint/wrong-service.ts';
import { checkTable } from '../../../support/check-table.ts';
import { configured, ENDPOINT_ID, endpoint, inspected, SERVICE, UNNAMED } from '../../../support/configuration.ts';
import { expectRootOfPublicAnswer, INTO_SILENCE } from '../../../support/public-answer-world.ts';
import { HOST, target } from '../../../support/world.ts';

const KMS = 'com.amazonaws.eu-west-2.kms';
const of = (ServiceName: string | undefined) => ({ vpcEndpoints: [endpoint({ ServiceName })] });

checkTable(check, {
  healthy: configured(),
  silent: [{ when: 'there is no endpoint', world: inspected({ vpcEndpoints: [], target: UNNAMED }) }],
  nearMiss: [
    {
      when: "another service's endpoint is listed before the right one",
      world: inspected({ vpcEndpoints: [endpoint({ VpcEndpointId: 'vpce-kms', ServiceName: KMS }), endpoint()] }),
    },
    {
      when: "none was named, and another service's endpoint is listed before the right one",
      world: inspected({
        vpcEndpoints: [endpoint({ VpcEndpointId: 'vpce-kms', ServiceName: KMS }), endpoint()],
        target: target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: [] } }),
      }),
    },
    {
      when: "the service's name has the prefix of another partition",
      world: inspected({
        ...of('cn.com.amazonaws.cn-north-1.secretsmanager'),
        target: target({ region: 'cn-north-1', host: 'secretsmanager.cn-north-1.amazonaws.com.cn' }),
      }),
    },
    {
      when: 'host and endpoint are both the FIPS ones',
      world: inspected({
        ...of('com.amazonaws.us-east-1.secretsmanager-fips'),
        target: target({ region: 'us-east-1', host: 'secretsmanager-fips.us-east-1.amazonaws.com' }),
      }),
    },
  ],
  reporting: [
    {
      when: 'the endpoint that was named is that of KMS',
      world: configured({ ...INTO_SILENCE, ...of(KMS) }),
      problems: [
        {
          severity: 'degrading',
          on: 'all',
          resources: [ENDPOINT_ID],
          evidence: [{ fact: 'vpcEndpoints', path: '[0].ServiceName', shows: `ServiceName: ${KMS}` }],
        },
      ],
      says: [ENDPOINT_ID, KMS, HOST, SERVICE],
    },
    {
      when: 'it is that of Secrets Manager in another Region, and nobody knows the right name',
      world: inspected({ ...of('com.amazonaws.eu-west-1.secretsmanager'), endpointService: null }),
      problems: [{ severity: 'degrading' }],
      says: ['com.amazonaws.eu-west-1.secretsmanager', SERVICE],
    },
    {
      when: "it is that of somebody's own service",
      world: inspected(of('com.amazonaws.vpce.eu-west-2.vpce-svc-0abc')),
      problems: [{ severity: 'degrading' }],
      says: ['vpce-svc-0abc'],
    },
    {
      when: 'the right service has the prefix of another partition',
      world: inspected({
        ...of('com.amazonaws.cn-north-1.kms'),
        target: target({ region: 'cn-north-1', host: 'secretsmanager.cn-north-1.amazonaws.com.cn' }),
        endpointService: {
          serviceName: 'cn.com.amazonaws.cn-north-1.secretsmanager',
          privateDnsNames: ['secretsmanager.cn-north-1.amazonaws.com.cn'],
          availabilityZones: [],
        },
      }),
      problems: [{ severity: 'degrading' }],
      says: ['needs one for cn.com.amazonaws.cn-north-1.secretsmanager'],
    },
    {
      when: 'its name only ends like the right one',
      world: inspected(of('com.amazonaws.eu-west-2.notsecretsmanager')),
      problems: [{ severity: 'degrading' }],
      says: ['notsecretsmanager'],
    },
  ],
});

test('is the root of a public answer where packets are dropped', () => {
  expectRootOfPublicAnswer(check, configured({ ...INTO_SILENCE, ...of(KMS) }), 'broken');
});
