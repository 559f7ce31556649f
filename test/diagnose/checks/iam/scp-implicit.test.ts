import { checkOf } from '../../../support/check-of.ts';
import { checkTable } from '../../../support/check-table.ts';
import { forbiddenBy, notAllowedBy, SECRET_ARN, target, VERIFIER_ARN, world } from '../../../support/world.ts';

const DENIED = notAllowedBy('service control policy');

checkTable(checkOf('iam/scp-implicit'), {
  silent: [
    {
      when: 'a service control policy denies explicitly',
      world: world({ secret: forbiddenBy('a service control policy') }),
    },
  ],
  nearMiss: [
    { when: 'a policy of the role lacks the allow', world: world({ secret: notAllowedBy('identity-based policy') }) },
    { when: 'a resource control policy denies', world: world({ secret: forbiddenBy('a resource control policy') }) },
  ],
  reporting: [
    {
      when: 'no level above the account allows the canary to be read',
      world: world({ secret: DENIED }),
      problems: [{ severity: 'blocking', on: 'all', resources: [SECRET_ARN] }],
      says: [VERIFIER_ARN, SECRET_ARN, 'not allowed by any service control policy'],
    },
    {
      when: "the verifier asks for a workload's secret",
      world: world({ secret: DENIED, target: target({ canary: false }) }),
      problems: [{ severity: 'blocking', on: 'verifier' }],
      says: [SECRET_ARN],
    },
    {
      when: 'the workload itself asks',
      world: world({ secret: DENIED, target: target({ canary: false, identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
  ],
});
