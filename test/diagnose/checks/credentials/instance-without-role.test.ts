import check from '../../../../lib/diagnose/checks/credentials/instance-without-role.ts';
import { unseen } from '../../../../lib/model/observation.ts';
import { checkTable } from '../../../support/check-table.ts';
import { fromAgent, fromMetadata, lacking } from '../../../support/lacking.ts';
import { credentials, world } from '../../../support/world.ts';

const WITHOUT = fromMetadata({ outcome: 'not-found', status: 404 });

checkTable(check, {
  silent: [{ when: 'it has one', world: world({ credentials: credentials(fromMetadata({ outcome: 'loaded' })) }) }],
  nearMiss: [
    {
      when: "another cloud's metadata knows no such path",
      world: lacking(WITHOUT, { vpcResolverDns: unseen('timed-out', 'no answer') }),
    },
    { when: 'metadata is off', world: lacking(fromMetadata({ outcome: 'denied', status: 403 })) },
    { when: 'a task on the instance has no role of its own', world: lacking({ ...WITHOUT, runsIn: 'ecs-task' }) },
    { when: 'an agent answers 404', world: lacking(fromAgent({ outcome: 'not-found', status: 404 })) },
  ],
  reporting: [
    {
      when: 'metadata knows no role',
      world: lacking(WITHOUT),
      problems: [{ severity: 'blocking', on: 'all', resources: ['169.254.169.254'] }],
      says: ['169.254.169.254', 'HTTP 404'],
    },
  ],
});
