import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/credentials/pod-identity-refused.ts';
import type { Problem } from '../../../../lib/model/problem.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { fromAgent, lacking } from '../../../support/lacking.ts';
import { credentials, target, world } from '../../../support/world.ts';

checkTable(check, {
  silent: [
    { when: 'the agent gave them', world: world({ credentials: credentials(fromAgent({ outcome: 'loaded' })) }) },
  ],
  nearMiss: [
    { when: 'the agent is silent', world: lacking(fromAgent()) },
    {
      when: 'a container agent refuses',
      world: lacking(fromAgent({ source: 'container', outcome: 'denied', status: 400 })),
    },
  ],
  reporting: [
    {
      when: 'there is no association',
      world: lacking(fromAgent({ outcome: 'denied', status: 400 })),
      problems: [{ severity: 'blocking', on: 'all', resources: ['169.254.170.23'] }],
      says: ['HTTP 400', 'association', 'eks-auth.eu-west-2.api.aws'],
    },
    {
      when: 'the agent itself fails',
      world: lacking(fromAgent({ outcome: 'failed', status: 500 })),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['HTTP 500', 'eks-auth'],
    },
    {
      when: "the pod's token is not there",
      world: lacking(fromAgent({ outcome: 'not-found', host: null, addresses: [], code: 'ENOENT' })),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['token', 'ENOENT'],
    },
  ],
});

const found = (look: Parameters<typeof fromAgent>[0], region = 'eu-west-2') =>
  (
    evaluate(
      check,
      lacking(fromAgent(look), { target: target({ identity: 'workload', region }) }),
    ) as readonly Problem[]
  )[0];

test('an association is taken back by deleting it, and needs a permission', () => {
  expect(found({ outcome: 'denied', status: 400 })?.steps).toMatchObject([
    {
      undo: expect.stringContaining('Delete the association'),
      permissions: ['eks:CreatePodIdentityAssociation', 'iam:PassRole'],
    },
  ]);
});

test('a pod that is started again has no variable to set back', () => {
  expect(found({ outcome: 'not-found', host: null, code: 'ENOENT' })?.steps[0]?.undo).toContain('None needed');
});

test('in China the EKS Auth API has another name', () => {
  expect(found({ outcome: 'failed', status: 500 }, 'cn-north-1')?.summary).toContain(
    'eks-auth.cn-north-1.api.amazonwebservices.com.cn',
  );
});
