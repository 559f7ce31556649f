import check from '../../../../lib/diagnose/checks/config/endpoint-url-service.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENDPOINT_NAME, environment, HOST, target, world } from '../../../support/world.ts';

const leadsTo = (host: string | null, variable = 'AWS_ENDPOINT_URL_SECRETS_MANAGER') =>
  environment({ endpointUrls: [{ variable, host }] });

const OTHER_NAME = 'vpce-0other-wxyz9876.secretsmanager.eu-west-2.vpce.amazonaws.com';

checkTable(check, {
  silent: [
    { when: 'the other variable is set', world: world({ environment: leadsTo('proxy.corp', 'AWS_ENDPOINT_URL') }) },
  ],
  nearMiss: [
    { when: "it holds the endpoint's own name", world: world({ environment: leadsTo(ENDPOINT_NAME) }) },
    {
      when: 'it holds a name of one zone of the endpoint',
      world: world({
        environment: leadsTo('vpce-0a1b2c3d4e5f60718-abcd1234-eu-west-2a.secretsmanager.eu-west-2.vpce.amazonaws.com'),
      }),
    },
    {
      when: "it holds an endpoint's name, and nobody knows the expected endpoint",
      world: world({
        environment: leadsTo(OTHER_NAME),
        target: target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: [] } }),
      }),
    },
    { when: "it holds the service's own name", world: world({ environment: leadsTo(HOST) }) },
    { when: 'it holds the name with its last dot', world: world({ environment: leadsTo(`${HOST}.`) }) },
    { when: 'it holds the name with its port', world: world({ environment: leadsTo(`${HOST}:443`) }) },
    {
      when: 'it leads to an emulator, which has a check of its own',
      world: world({ environment: leadsTo('localhost:4566') }),
    },
  ],
  reporting: [
    {
      when: 'the workload itself is sent elsewhere',
      world: world({ environment: leadsTo('secrets.corp.example:8443'), target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: ['AWS_ENDPOINT_URL_SECRETS_MANAGER', 'secrets.corp.example:8443', HOST],
    },
    {
      when: "it is the verifier's own environment, which no workload has",
      world: world({ environment: leadsTo('secrets.corp.example') }),
      problems: [{ severity: 'advisory', on: 'verifier' }],
      says: ['secrets.corp.example'],
    },
    {
      when: "it holds an endpoint's name of another service",
      world: world({
        environment: leadsTo('vpce-0abc-1.ssm.eu-west-2.vpce.amazonaws.com'),
        target: target({ identity: 'workload' }),
      }),
      problems: [{ severity: 'degrading' }],
      says: ['.ssm.'],
    },
    {
      when: "it holds another endpoint's name",
      world: world({ environment: leadsTo(OTHER_NAME), target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'degrading' }],
      says: ["a name of vpce-0other, which isn't the expected endpoint", HOST],
    },
    {
      when: 'it holds no URL',
      world: world({ environment: leadsTo(null), target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'degrading' }],
      says: ["isn't a URL"],
    },
  ],
});
