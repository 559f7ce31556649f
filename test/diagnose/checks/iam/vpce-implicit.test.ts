import { checkOf } from '../../../support/check-of.ts';
import { checkTable } from '../../../support/check-table.ts';
import { forbiddenBy, notAllowedBy, SECRET_ARN, target, VERIFIER_ARN, world } from '../../../support/world.ts';

const DENIED = notAllowedBy('VPC endpoint policy');

checkTable(checkOf('iam/vpce-implicit'), {
  silent: [
    { when: "the endpoint's policy denies explicitly", world: world({ secret: forbiddenBy('a VPC endpoint policy') }) },
  ],
  nearMiss: [
    { when: 'the role has no permission', world: world({ secret: notAllowedBy('identity-based policy') }) },
    { when: "the secret's own policy lets nobody in", world: world({ secret: notAllowedBy('resource-based policy') }) },
  ],
  reporting: [
    {
      when: 'the endpoint does not let the verifier read its own canary',
      world: world({ secret: DENIED }),
      problems: [{ severity: 'blocking', on: 'all', resources: [SECRET_ARN] }],
      says: [VERIFIER_ARN, SECRET_ARN, 'not allowed by any VPC endpoint policy'],
    },
    {
      when: "the endpoint does not let the verifier read a workload's secret",
      world: world({ secret: DENIED, target: target({ canary: false }) }),
      problems: [{ severity: 'blocking', on: 'verifier' }],
      says: [SECRET_ARN],
    },
    {
      when: 'the endpoint does not let the workload itself read',
      world: world({ secret: DENIED, target: target({ canary: false, identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
  ],
});
