import check from '../../../../lib/diagnose/checks/credentials/pod-identity-unreachable.ts';
import { checkTable } from '../../../support/check-table.ts';
import { fromAgent, fromSts, lacking } from '../../../support/lacking.ts';
import { credentials, world } from '../../../support/world.ts';

checkTable(check, {
  silent: [
    { when: 'the agent gave them', world: world({ credentials: credentials(fromAgent({ outcome: 'loaded' })) }) },
  ],
  nearMiss: [
    { when: 'the agent answers, and refuses', world: lacking(fromAgent({ outcome: 'denied', status: 400 })) },
    { when: 'the variables of IRSA come first, and STS is silent', world: lacking(fromSts()) },
    {
      when: "the pod's token is not there",
      world: lacking(fromAgent({ outcome: 'not-found', host: null, code: 'ENOENT' })),
    },
  ],
  reporting: [
    {
      when: 'it is silent',
      world: lacking(fromAgent()),
      problems: [{ severity: 'blocking', on: 'all', resources: ['169.254.170.23'] }],
      says: ['169.254.170.23', "doesn't answer"],
    },
    {
      when: 'it refuses connections over IPv6',
      world: lacking(
        fromAgent({ host: 'fd00:ec2::23', addresses: ['fd00:ec2::23'], outcome: 'refused', code: 'ECONNREFUSED' }),
      ),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['fd00:ec2::23', 'refuses'],
    },
  ],
});
