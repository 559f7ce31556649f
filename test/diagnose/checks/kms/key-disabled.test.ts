import check from '../../../../lib/diagnose/checks/kms/key-disabled.ts';
import { checkTable } from '../../../support/check-table.ts';
import { configured, HEALTHY_CONFIGURATION, inspected } from '../../../support/configuration.ts';
import { silenced } from '../../../support/silent-world.ts';
import { denied, refusal, target } from '../../../support/world.ts';

const ARN = 'arn:aws:kms:eu-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const secretDescription = { ...HEALTHY_CONFIGURATION.secretDescription, kmsKeyId: ARN };
const key = (keyState: string) => ({ secretDescription, kmsKey: { arn: ARN, keyState, deletionDate: null } });
const notDecrypted = refusal('DecryptionFailure', "Secrets Manager can't decrypt the protected secret text.");

checkTable(check, {
  healthy: configured(key('Enabled')),
  silent: [
    { when: 'the secret is under the AWS managed key', world: configured() },
    { when: 'the key is scheduled for deletion', world: inspected(key('PendingDeletion')) },
  ],
  nearMiss: [
    {
      when: 'the secret was read, so that the key was disabled or enabled just now',
      world: configured(key('Disabled')),
    },
    {
      when: 'the key is enabled and the role may not use it',
      world: configured({ ...key('Enabled'), secret: denied('') }),
    },
    { when: 'the key store of the key is disconnected', world: inspected(key('Unavailable')) },
    { when: 'the key waits for its material', world: inspected(key('PendingImport')) },
  ],
  reporting: [
    {
      when: 'Secrets Manager cannot decrypt the canary',
      world: configured({ ...key('Disabled'), secret: notDecrypted }),
      problems: [
        {
          severity: 'blocking',
          on: 'verifier',
          explains: ['kms/no-decrypt', 'service/unexpected-answer', 'iam/no-reason'],
          resources: [ARN],
          evidence: [{ fact: 'kmsKey', path: 'keyState', shows: 'KeyState: Disabled' }],
          steps: [
            {
              say: 'Enable the key',
              affects: 'key',
              run: ['aws', 'kms', 'enable-key', '--region', 'eu-west-2', '--key-id', ARN],
              undo: ['aws', 'kms', 'disable-key', '--region', 'eu-west-2', '--key-id', ARN],
              permissions: ['kms:EnableKey'],
            },
          ],
        },
      ],
      says: [ARN, 'disabled'],
    },
    {
      when: "Secrets Manager cannot decrypt a workload's own secret",
      world: configured({ ...key('Disabled'), secret: notDecrypted, target: target({ canary: false }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [ARN],
    },
    {
      when: 'the workload itself asked for the canary',
      world: configured({ ...key('Disabled'), secret: notDecrypted, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [ARN],
    },
    {
      when: 'no packet was sent',
      world: inspected(key('Disabled')),
      problems: [{ severity: 'blocking', on: 'verifier' }],
      says: [ARN, 'disabled'],
    },
    {
      when: 'the secret was not reached',
      world: silenced(key('Disabled')),
      problems: [{ severity: 'blocking', resources: [ARN] }],
      says: [ARN],
    },
  ],
});
