import check from '../../../../lib/diagnose/checks/credentials/expired.ts';
import { checkTable } from '../../../support/check-table.ts';
import { refusal, target, world } from '../../../support/world.ts';

const EXPIRED = refusal('ExpiredTokenException', 'The security token included in the request is expired');

checkTable(check, {
  silent: [{ when: 'there is no such secret', world: world({ secret: refusal('ResourceNotFoundException', null) }) }],
  nearMiss: [
    {
      when: 'the token is not expired but invalid',
      world: world({
        secret: refusal('UnrecognizedClientException', 'The security token included in the request is invalid.'),
      }),
    },
    {
      when: 'it is the signature that expired, by a wrong clock',
      world: world({
        secret: refusal(
          'InvalidSignatureException',
          'Signature expired: 20261122T000000Z is now earlier than 20261122T003500Z (20261122T004000Z - 5 min.)',
        ),
      }),
    },
  ],
  reporting: [
    {
      when: "the verifier's token is too old",
      world: world({ secret: EXPIRED }),
      problems: [{ severity: 'blocking', on: 'verifier' }],
      says: ['ExpiredTokenException'],
    },
    {
      when: "the workload's own token is too old",
      world: world({ secret: EXPIRED, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['ExpiredTokenException'],
    },
    {
      when: 'the request itself has expired',
      world: world({ secret: refusal('RequestExpired', 'Request has expired.') }),
      problems: [{ severity: 'blocking' }],
      says: ['RequestExpired'],
    },
  ],
});
