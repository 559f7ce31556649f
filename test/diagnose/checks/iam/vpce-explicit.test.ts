import { checkOf } from '../../../support/check-of.ts';
import { checkTable } from '../../../support/check-table.ts';
import { forbiddenBy, notAllowedBy, SECRET_ARN, target, VERIFIER_ARN, world } from '../../../support/world.ts';

const DENIED = forbiddenBy('a VPC endpoint policy');

checkTable(checkOf('iam/vpce-explicit'), {
  silent: [
    {
      when: "the endpoint's policy only lacks an allow",
      world: world({ secret: notAllowedBy('VPC endpoint policy') }),
    },
  ],
  nearMiss: [
    { when: 'a policy of the role denies', world: world({ secret: forbiddenBy('an identity-based policy') }) },
    { when: "the secret's own policy denies", world: world({ secret: forbiddenBy('a resource-based policy') }) },
  ],
  reporting: [
    {
      when: 'the endpoint forbids the verifier its own canary',
      world: world({ secret: DENIED }),
      problems: [{ severity: 'blocking', on: 'all', resources: [SECRET_ARN] }],
      says: [VERIFIER_ARN, SECRET_ARN, 'explicitly denied by a VPC endpoint policy'],
    },
    {
      when: 'the deny reaches the endpoint through a service control policy',
      world: world({
        secret: forbiddenBy('a VPC endpoint policy transitively through a service control policy'),
      }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['VPC endpoint policy'],
    },
    {
      when: "the endpoint forbids the verifier a workload's secret",
      world: world({ secret: DENIED, target: target({ canary: false }) }),
      problems: [{ severity: 'blocking', on: 'verifier' }],
      says: [SECRET_ARN],
    },
    {
      when: 'the endpoint forbids the workload itself',
      world: world({ secret: DENIED, target: target({ canary: false, identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
  ],
});
