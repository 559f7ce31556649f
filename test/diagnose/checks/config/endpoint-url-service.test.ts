import check from '../../../../lib/diagnose/checks/config/endpoint-url-service.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENDPOINT_NAME, environment, HOST, target, world } from '../../../support/world.ts';

const leadsTo = (host: string | null, variable = 'AWS_ENDPOINT_URL_SECRETS_MANAGER') =>
  environment({ endpointUrls: [{ variable, host }] });

checkTable(check, {
  silent: [
    { when: 'the other variable is set', world: world({ environment: leadsTo('proxy.corp', 'AWS_ENDPOINT_URL') }) },
  ],
  nearMiss: [
    { when: "it holds the endpoint's own name", world: world({ environment: leadsTo(ENDPOINT_NAME) }) },
    { when: "it holds the service's own name", world: world({ environment: leadsTo(HOST) }) },
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
      when: 'it holds no URL',
      world: world({ environment: leadsTo(null), target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'degrading' }],
      says: ["isn't a URL"],
    },
  ],
});
