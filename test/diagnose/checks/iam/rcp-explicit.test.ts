import { changePolicy } from '../../../../lib/diagnose/steps/policies.ts';
import { checkOf } from '../../../support/check-of.ts';
import { checkTable } from '../../../support/check-table.ts';
import { forbiddenBy, notAllowedBy, SECRET_ARN, target, VERIFIER_ARN, world } from '../../../support/world.ts';

const POLICY_ARN = 'arn:aws:organizations::999900001111:policy/o-example/resource_control_policy/p-0example';
const DENIED = forbiddenBy('a resource control policy');

checkTable(checkOf('iam/rcp-explicit'), {
  silent: [
    {
      when: 'it lacks an allow, which such a policy cannot give',
      world: world({ secret: notAllowedBy('resource control policy') }),
    },
  ],
  nearMiss: [
    { when: 'a service control policy denies', world: world({ secret: forbiddenBy('a service control policy') }) },
    { when: "the secret's own policy denies", world: world({ secret: forbiddenBy('a resource-based policy') }) },
  ],
  reporting: [
    {
      when: 'the organization forbids reading the canary',
      world: world({ secret: DENIED }),
      problems: [{ severity: 'blocking', on: 'all', resources: [SECRET_ARN] }],
      says: [VERIFIER_ARN, SECRET_ARN, 'explicitly denied by a resource control policy'],
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
      world: world({ secret: forbiddenBy(`a resource control policy: ${POLICY_ARN}`) }),
      problems: [
        {
          steps: [
            changePolicy(
              'organization',
              `Ask the organization's administrator which endpoint ${POLICY_ARN} expects, and to add yours if the call used it`,
            ),
          ],
        },
      ],
      says: [SECRET_ARN],
    },
  ],
});
