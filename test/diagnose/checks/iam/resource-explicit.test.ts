import { checkOf } from '../../../support/check-of.ts';
import { checkTable } from '../../../support/check-table.ts';
import {
  forbiddenBy,
  notAllowedBy,
  PUBLIC,
  resolvesTo,
  SECRET_ARN,
  target,
  tcp,
  tcpToBoth,
  VERIFIER_ARN,
  world,
} from '../../../support/world.ts';

const DENIED = forbiddenBy('a resource-based policy');

checkTable(checkOf('iam/resource-explicit'), {
  silent: [
    {
      when: "the secret's policy only lacks an allow",
      world: world({ secret: notAllowedBy('resource-based policy') }),
    },
  ],
  nearMiss: [
    { when: 'a resource control policy denies', world: world({ secret: forbiddenBy('a resource control policy') }) },
    { when: "the endpoint's policy denies", world: world({ secret: forbiddenBy('a VPC endpoint policy') }) },
  ],
  reporting: [
    {
      when: "the verifier came through the endpoint and the secret's policy denies it",
      world: world({ secret: DENIED }),
      problems: [{ severity: 'blocking', on: 'verifier', resources: [SECRET_ARN] }],
      says: [VERIFIER_ARN, SECRET_ARN, 'explicitly denied by a resource-based policy'],
    },
    {
      when: 'the workload itself came through the endpoint',
      world: world({ secret: DENIED, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
    {
      when: 'the call came around the endpoint, which the policy may ask for',
      world: world({
        serviceDns: resolvesTo([PUBLIC]),
        tcp: [tcp(PUBLIC), ...tcpToBoth()],
        secret: forbiddenBy('a resource-based policy', { remoteAddress: PUBLIC }),
      }),
      problems: [{ severity: 'blocking', on: [PUBLIC] }],
      says: [SECRET_ARN],
    },
  ],
});
