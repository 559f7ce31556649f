import check from '../../../../lib/diagnose/checks/credentials/signature-refused.ts';
import { checkTable } from '../../../support/check-table.ts';
import { refusal, target, world } from '../../../support/world.ts';

const SKEWED = refusal(
  'InvalidSignatureException',
  'Signature expired: 20261122T000000Z is now earlier than 20261122T003500Z (20261122T004000Z - 5 min.)',
);

checkTable(check, {
  silent: [
    {
      when: 'the service has an error of its own',
      world: world({ secret: refusal('InternalServiceError', null, { status: 500 }) }),
    },
  ],
  nearMiss: [
    {
      when: 'the session token expired, whatever the signature',
      world: world({
        secret: refusal('ExpiredTokenException', 'The security token included in the request is expired'),
      }),
    },
    { when: 'the request came too late', world: world({ secret: refusal('RequestExpired', 'Request has expired.') }) },
  ],
  reporting: [
    {
      when: "the verifier's clock is off",
      world: world({ secret: SKEWED }),
      problems: [{ severity: 'blocking', on: 'verifier' }],
      says: ['20261122T003500Z'],
    },
    {
      when: "the workload's own clock is off",
      world: world({ secret: SKEWED, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['Signature expired'],
    },
    {
      when: 'the request is signed for no real region',
      world: world({
        secret: refusal('InvalidSignatureException', 'Credential should be scoped to a valid region.'),
      }),
      problems: [{ severity: 'blocking' }],
      says: ['valid region'],
    },
    {
      when: 'the service gives no sentence',
      world: world({ secret: refusal('SignatureDoesNotMatch', null) }),
      problems: [{ severity: 'blocking' }],
      says: ['SignatureDoesNotMatch'],
    },
  ],
});
