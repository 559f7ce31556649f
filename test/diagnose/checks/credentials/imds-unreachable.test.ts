import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/credentials/imds-unreachable.ts';
import { unseen } from '../../../../lib/model/observation.ts';
import type { Problem } from '../../../../lib/model/problem.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { fromMetadata, lacking } from '../../../support/lacking.ts';
import { credentials, place, world } from '../../../support/world.ts';

const NOT_IN_A_VPC = { vpcResolverDns: unseen('timed-out', "Amazon's resolver did not answer") };

checkTable(check, {
  silent: [
    {
      when: 'the instance has a role',
      world: world({ credentials: credentials(fromMetadata({ outcome: 'loaded' })) }),
    },
  ],
  nearMiss: [
    {
      when: "another cloud's metadata refuses at the same address",
      world: lacking(fromMetadata({ outcome: 'denied', status: 403 }), NOT_IN_A_VPC),
    },
    {
      when: 'nobody has signed in on a laptop, where there is no such service',
      world: lacking(fromMetadata(), NOT_IN_A_VPC),
    },
    { when: 'it answers that there is no role', world: lacking(fromMetadata({ outcome: 'not-found', status: 404 })) },
    { when: 'it runs as a task without a role', world: lacking(fromMetadata({ runsIn: 'ecs-task' })) },
    { when: 'it is turned off by a variable', world: lacking({ source: 'none', outcome: 'not-found' }) },
  ],
  reporting: [
    {
      when: "Amazon's resolver is kept away, and metadata tells of a VPC",
      world: lacking(fromMetadata({ outcome: 'denied', status: 401 }), { ...NOT_IN_A_VPC, place: place() }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['HTTP 401'],
    },
    {
      when: 'it is silent in a VPC',
      world: lacking(fromMetadata()),
      problems: [{ severity: 'blocking', on: 'all', resources: ['169.254.169.254'], steps: [] }],
      says: ['169.254.169.254', "doesn't answer"],
    },
    {
      when: 'the answer with the token gets lost on its way to a container',
      world: lacking(fromMetadata({ outcome: 'unanswered' })),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['hop limit of 1'],
    },
    {
      when: 'the same in a pod',
      world: lacking(fromMetadata({ outcome: 'unanswered', runsIn: 'kubernetes-pod' })),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['hop limit of 1', 'no role of its own'],
    },
    {
      when: 'it is off',
      world: lacking(fromMetadata({ outcome: 'denied', status: 403 })),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['HTTP 403', 'turned off'],
    },
    {
      when: 'it does not take the token',
      world: lacking(fromMetadata({ outcome: 'denied', status: 401 })),
      problems: [{ severity: 'blocking', on: 'all', steps: [] }],
      says: ['HTTP 401', 'token'],
    },
  ],
});

test('a pod gets a role of its own before it gets that of its node', () => {
  const pod = lacking(fromMetadata({ outcome: 'unanswered', runsIn: 'kubernetes-pod' }));
  const [problem] = evaluate(check, pod) as readonly Problem[];
  expect(problem?.steps.map(({ affects }) => affects)).toEqual(['role']);
  expect(problem?.steps[0]?.permissions).toContain('eks:CreatePodIdentityAssociation');
  expect(problem?.steps[0]?.undo).toContain('Delete the association');
  expect(problem?.alternatives?.[0]?.permissions).toEqual(['ec2:ModifyInstanceMetadataOptions']);
});
