import check from '../../../../lib/diagnose/checks/credentials/static-env-override.ts';
import { checkTable } from '../../../support/check-table.ts';
import { environment, target, world } from '../../../support/world.ts';

const HOST_VANTAGE = { kind: 'live', place: 'inside', functionName: null, accountId: null } as const;
const userKey = (roleVariables: readonly string[] = []) => environment({ accessKey: 'long-term', roleVariables });

checkTable(check, {
  silent: [{ when: 'there is no key', world: world({ environment: environment({ accessKey: 'none' }) }) }],
  nearMiss: [
    {
      when: 'a host has a key and no role to use instead',
      world: world({ environment: userKey(), vantage: HOST_VANTAGE, target: target({ identity: 'workload' }) }),
    },
    {
      when: 'a host has temporary keys beside a role',
      world: world({
        environment: environment({ roleVariables: ['AWS_WEB_IDENTITY_TOKEN_FILE'] }),
        vantage: HOST_VANTAGE,
        target: target({ identity: 'workload' }),
      }),
    },
  ],
  reporting: [
    {
      when: "a function has a user's key",
      world: world({ environment: userKey() }),
      problems: [{ severity: 'advisory', on: 'verifier' }],
      says: ['AKIA', 'the role of verify-a'],
    },
    {
      when: "a container has a user's key beside its task's role",
      world: world({
        environment: userKey(['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI']),
        vantage: HOST_VANTAGE,
        target: target({ identity: 'workload' }),
      }),
      problems: [{ severity: 'advisory', on: 'all' }],
      says: ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'],
    },
  ],
});
