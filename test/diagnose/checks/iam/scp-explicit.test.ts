import { changePolicy } from '../../../../lib/diagnose/steps/policies.ts';
import { checkOf } from '../../../support/check-of.ts';
import { checkTable } from '../../../support/check-table.ts';
import { forbiddenBy, notAllowedBy, SECRET_ARN, target, VERIFIER_ARN, world } from '../../../support/world.ts';

const POLICY_ARN = 'arn:aws:organizations::999900001111:policy/o-example/service_control_policy/p-0example';
const DENIED = forbiddenBy('a service control policy');

checkTable(checkOf('iam/scp-explicit'), {
  silent: [
    {
      when: 'service control policies only lack an allow',
      world: world({ secret: notAllowedBy('service control policy') }),
    },
  ],
  nearMiss: [
    { when: 'a resource control policy denies', world: world({ secret: forbiddenBy('a resource control policy') }) },
    {
      when: "the deny is the endpoint's, and a service control policy only passes it on",
      world: world({ secret: forbiddenBy('a VPC endpoint policy transitively through a service control policy') }),
    },
  ],
  reporting: [
    {
      when: 'the organization forbids reading the canary',
      world: world({ secret: DENIED }),
      problems: [{ severity: 'blocking', on: 'all', resources: [SECRET_ARN] }],
      says: [VERIFIER_ARN, SECRET_ARN, 'explicitly denied by a service control policy'],
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
    {
      when: 'AWS names the policy',
      world: world({ secret: forbiddenBy(`a service control policy: ${POLICY_ARN}`) }),
      problems: [
        {
          steps: [
            changePolicy('organization', `Ask the organization's administrator to exempt this call in ${POLICY_ARN}`),
          ],
        },
      ],
      says: [SECRET_ARN],
    },
  ],
});
