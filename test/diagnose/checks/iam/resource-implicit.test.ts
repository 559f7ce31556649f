import { checkOf } from '../../../support/check-of.ts';
import { checkTable } from '../../../support/check-table.ts';
import { forbiddenBy, notAllowedBy, SECRET_ARN, target, VERIFIER_ARN, world } from '../../../support/world.ts';

const DENIED = notAllowedBy('resource-based policy');

checkTable(checkOf('iam/resource-implicit'), {
  silent: [
    { when: "the secret's policy denies explicitly", world: world({ secret: forbiddenBy('a resource-based policy') }) },
  ],
  nearMiss: [
    { when: 'the role has no permission', world: world({ secret: notAllowedBy('identity-based policy') }) },
    { when: "the endpoint's policy lacks the allow", world: world({ secret: notAllowedBy('VPC endpoint policy') }) },
  ],
  reporting: [
    {
      when: 'the policy of a secret in another account does not let the verifier in',
      world: world({ secret: DENIED, target: target({ canary: false }) }),
      problems: [{ severity: 'blocking', on: 'verifier', resources: [SECRET_ARN] }],
      says: [VERIFIER_ARN, SECRET_ARN, 'not allowed by any resource-based policy'],
    },
    {
      when: 'it does not let the workload itself in',
      world: world({ secret: DENIED, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
  ],
});
