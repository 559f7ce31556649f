import { checkOf } from '../../../support/check-of.ts';
import { checkTable } from '../../../support/check-table.ts';
import { forbiddenBy, notAllowedBy, SECRET_ARN, target, VERIFIER_ARN, world } from '../../../support/world.ts';

checkTable(checkOf('iam/session-explicit'), {
  silent: [
    { when: 'the session policy only lacks an allow', world: world({ secret: notAllowedBy('session policy') }) },
  ],
  nearMiss: [
    { when: 'a policy of the role denies', world: world({ secret: forbiddenBy('an identity-based policy') }) },
    { when: 'the permissions boundary denies', world: world({ secret: forbiddenBy('a permissions boundary') }) },
  ],
  reporting: [
    {
      when: "the verifier's session policy denies",
      world: world({ secret: forbiddenBy('a session policy') }),
      problems: [{ severity: 'blocking', on: 'verifier', resources: [SECRET_ARN] }],
      says: [VERIFIER_ARN, SECRET_ARN, 'explicitly denied by a session policy'],
    },
    {
      when: 'AWS spells it in the plural',
      world: world({ secret: forbiddenBy('a sessions policy') }),
      problems: [{ severity: 'blocking', on: 'verifier' }],
      says: ['session policy'],
    },
    {
      when: "the workload's own session policy denies",
      world: world({ secret: forbiddenBy('a session policy'), target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
  ],
});
