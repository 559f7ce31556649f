import { checkOf } from '../../../support/check-of.ts';
import { checkTable } from '../../../support/check-table.ts';
import { denied, forbiddenBy, notAllowedBy, SECRET_ARN, target, VERIFIER_ARN, world } from '../../../support/world.ts';

const DENIED = notAllowedBy('identity-based policy');

checkTable(checkOf('iam/identity-implicit'), {
  silent: [
    {
      when: 'a policy of the role denies explicitly',
      world: world({ secret: forbiddenBy('an identity-based policy') }),
    },
  ],
  nearMiss: [
    { when: "the endpoint's policy lacks the allow", world: world({ secret: notAllowedBy('VPC endpoint policy') }) },
    { when: 'the permissions boundary lacks it', world: world({ secret: notAllowedBy('permissions boundary') }) },
    { when: 'AWS does not say which policy', world: world({ secret: denied('') }) },
  ],
  reporting: [
    {
      when: "the verifier's role has no permission, which says nothing of a workload's",
      world: world({ secret: DENIED }),
      problems: [{ severity: 'blocking', on: 'verifier', resources: [SECRET_ARN] }],
      says: [VERIFIER_ARN, SECRET_ARN, 'not allowed by any identity-based policy'],
    },
    {
      when: "the workload's own role has no permission",
      world: world({ secret: DENIED, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
  ],
});
