import check from '../../../../lib/diagnose/checks/credentials/invalid.ts';
import { checkTable } from '../../../support/check-table.ts';
import { refusal, target, world } from '../../../support/world.ts';

const UNKNOWN_KEY = refusal('UnrecognizedClientException', 'The security token included in the request is invalid.');

checkTable(check, {
  silent: [
    { when: 'the account is throttled', world: world({ secret: refusal('ThrottlingException', 'Rate exceeded') }) },
  ],
  nearMiss: [
    {
      when: 'the token was valid once and expired',
      world: world({
        secret: refusal('ExpiredTokenException', 'The security token included in the request is expired'),
      }),
    },
    {
      when: 'the key is known and the signature does not match',
      world: world({
        secret: refusal(
          'InvalidSignatureException',
          'The request signature we calculated does not match the signature you provided.',
        ),
      }),
    },
  ],
  reporting: [
    {
      when: "AWS does not know the verifier's key",
      world: world({ secret: UNKNOWN_KEY }),
      problems: [{ severity: 'blocking', on: 'verifier' }],
      says: ['UnrecognizedClientException'],
    },
    {
      when: "AWS does not know the workload's own key",
      world: world({ secret: UNKNOWN_KEY, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['UnrecognizedClientException'],
    },
    {
      when: 'the key belongs to a recreated role',
      world: world({ secret: refusal('InvalidClientTokenId', null) }),
      problems: [{ severity: 'blocking' }],
      says: ['InvalidClientTokenId'],
    },
  ],
});
