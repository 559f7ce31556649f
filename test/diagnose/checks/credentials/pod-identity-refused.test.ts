import check from '../../../../lib/diagnose/checks/credentials/pod-identity-refused.ts';
import { checkTable } from '../../../support/check-table.ts';
import { fromAgent, lacking } from '../../../support/lacking.ts';
import { credentials, world } from '../../../support/world.ts';

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
