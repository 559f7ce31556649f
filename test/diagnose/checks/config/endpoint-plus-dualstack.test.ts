import check from '../../../../lib/diagnose/checks/config/endpoint-plus-dualstack.ts';
import { checkTable } from '../../../support/check-table.ts';
import { environment, target, world } from '../../../support/world.ts';

const endpointUrls = [{ variable: 'AWS_ENDPOINT_URL', host: 'secrets.corp.example' }];

checkTable(check, {
  silent: [{ when: 'a URL alone is set', world: world({ environment: environment({ endpointUrls }) }) }],
  nearMiss: [
    { when: 'the flag alone is set', world: world({ environment: environment({ usesDualStack: true }) }) },
    { when: 'the other flag is set', world: world({ environment: environment({ endpointUrls, usesFips: true }) }) },
  ],
  reporting: [
    {
      when: 'the workload has both',
      world: world({
        environment: environment({ endpointUrls, usesDualStack: true }),
        target: target({ identity: 'workload' }),
      }),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: ['AWS_ENDPOINT_URL', 'Dualstack and custom endpoint'],
    },
    {
      when: 'the verifier has both',
      world: world({ environment: environment({ endpointUrls, usesDualStack: true }) }),
      problems: [{ severity: 'advisory', on: 'verifier' }],
      says: ['before they send anything'],
    },
  ],
});
