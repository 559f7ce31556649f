import check from '../../../../lib/diagnose/checks/config/localstack-left.ts';
import { checkTable } from '../../../support/check-table.ts';
import { environment, target, world } from '../../../support/world.ts';

const leadsTo = (host: string) => environment({ endpointUrls: [{ variable: 'AWS_ENDPOINT_URL', host }] });

checkTable(check, {
  silent: [{ when: 'a proxy of the company is set', world: world({ environment: leadsTo('secrets.corp.example') }) }],
  nearMiss: [
    { when: 'a name only begins with localhost', world: world({ environment: leadsTo('localhost.corp.example') }) },
    { when: 'a port only begins with 4566', world: world({ environment: leadsTo('secrets.corp.example:45661') }) },
  ],
  reporting: ['localhost:4566', '127.0.0.1', '[::1]:5000', 'localstack:4566', 'ci.corp.example:4566'].map((host) => ({
    when: `calls are sent to ${host}`,
    world: world({ environment: leadsTo(host), target: target({ identity: 'workload' }) }),
    problems: [{ severity: 'degrading' as const, on: 'all' as const }],
    says: ['AWS_ENDPOINT_URL', host],
  })),
});
