import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/credentials/container-unreachable.ts';
import type { Problem } from '../../../../lib/model/problem.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { fromAgent, lacking } from '../../../support/lacking.ts';
import { credentials, world } from '../../../support/world.ts';

const HOST = '169.254.170.2';
const fromContainer = (look = {}) => fromAgent({ source: 'container', host: HOST, addresses: [HOST], ...look });

checkTable(check, {
  silent: [
    { when: 'the agent gave them', world: world({ credentials: credentials(fromContainer({ outcome: 'loaded' })) }) },
  ],
  nearMiss: [
    { when: 'the agent answers with an error', world: lacking(fromContainer({ outcome: 'failed', status: 500 })) },
    {
      when: 'a task has no role, and instance metadata is silent',
      world: lacking(fromAgent({ source: 'instance-metadata', runsIn: 'ecs-task' })),
    },
    { when: 'it is the agent of EKS that is silent', world: lacking(fromAgent()) },
  ],
  reporting: [
    {
      when: 'it is silent',
      world: lacking(fromContainer()),
      problems: [{ severity: 'blocking', on: 'all', resources: [HOST] }],
      says: [HOST, "doesn't answer"],
    },
    {
      when: 'it accepts and never answers',
      world: lacking(fromContainer({ outcome: 'unanswered' })),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [HOST, "doesn't answer the request"],
    },
  ],
});

test.each(['127.0.0.1', 'localhost', 'credentials.corp.example.com'])(
  'nobody says that %s is an agent of ECS',
  (host) => {
    const world = lacking(fromContainer({ host, addresses: ['127.0.0.1'], outcome: 'refused' }));
    const [problem] = evaluate(check, world) as readonly Problem[];
    expect(JSON.stringify(problem)).not.toMatch(/169\.254\.170\.2|container agent|RELATIVE_URI/);
    expect(problem?.summary).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
    expect(problem?.steps[0]?.say).toContain(host);
    expect(problem?.summary.length).toBeLessThanOrEqual(300);
  },
);
