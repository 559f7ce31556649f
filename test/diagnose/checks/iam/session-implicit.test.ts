import { checkOf } from '../../../support/check-of.ts';
import { checkTable } from '../../../support/check-table.ts';
import { forbiddenBy, notAllowedBy, SECRET_ARN, target, VERIFIER_ARN, world } from '../../../support/world.ts';

const DENIED = notAllowedBy('session policy');

checkTable(checkOf('iam/session-implicit'), {
  silent: [{ when: 'the session policy denies explicitly', world: world({ secret: forbiddenBy('a session policy') }) }],
  nearMiss: [
    { when: 'a policy of the role lacks the allow', world: world({ secret: notAllowedBy('identity-based policy') }) },
    { when: 'the permissions boundary lacks it', world: world({ secret: notAllowedBy('permissions boundary') }) },
  ],
  reporting: [
    {
      when: "the verifier's session was opened too narrow",
      world: world({ secret: DENIED }),
      problems: [{ severity: 'blocking', on: 'verifier', resources: [SECRET_ARN] }],
      says: [VERIFIER_ARN, SECRET_ARN, 'not allowed by any session policy'],
    },
    {
      when: "the workload's own session was opened too narrow",
      world: world({ secret: DENIED, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
  ],
});
