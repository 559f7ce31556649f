import check from '../../../../lib/diagnose/checks/kms/pending-deletion.ts';
import { checkTable } from '../../../support/check-table.ts';
import { configured, HEALTHY_CONFIGURATION, inspected } from '../../../support/configuration.ts';
import { denied, refusal, target } from '../../../support/world.ts';

const ARN = 'arn:aws:kms:eu-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const secretDescription = { ...HEALTHY_CONFIGURATION.secretDescription, kmsKeyId: ARN };
const key = (keyState: string, deletionDate: string | null = null) => ({
  secretDescription,
  kmsKey: { arn: ARN, keyState, deletionDate },
});
const scheduled = key('PendingDeletion', '2026-12-01T00:00:00.000Z');
const notDecrypted = refusal('DecryptionFailure', "Secrets Manager can't decrypt the protected secret text.");

checkTable(check, {
  healthy: configured(key('Enabled')),
  silent: [
    { when: 'the secret is under the AWS managed key', world: configured() },
    { when: 'the key is disabled', world: inspected(key('Disabled')) },
  ],
  nearMiss: [
    {
      when: 'the secret was read, so that the deletion was scheduled or cancelled just now',
      world: configured(scheduled),
    },
    {
      when: 'it is the secret that is scheduled for deletion',
      world: inspected({
        ...key('Enabled'),
        secretDescription: { ...secretDescription, deletedDate: '2026-12-01T00:00:00.000Z' },
      }),
    },
    {
      when: 'the key is enabled and the role may not use it',
      world: configured({ ...key('Enabled'), secret: denied('') }),
    },
    { when: 'the key waits for its material', world: inspected(key('PendingImport')) },
  ],
  reporting: [
    {
      when: 'Secrets Manager cannot decrypt the canary',
      world: configured({ ...scheduled, secret: notDecrypted }),
      problems: [
        {
          severity: 'blocking',
          on: 'verifier',
          explains: ['kms/no-decrypt', 'service/unexpected-answer', 'iam/no-reason'],
          resources: [ARN],
          evidence: [{ fact: 'kmsKey', path: 'keyState', shows: 'KeyState: PendingDeletion' }],
          steps: [
            {
              say: 'Cancel the deletion of the key',
              affects: 'key',
              run: ['aws', 'kms', 'cancel-key-deletion', '--region', 'eu-west-2', '--key-id', ARN],
              undo: ['aws', 'kms', 'schedule-key-deletion', '--region', 'eu-west-2', '--key-id', ARN],
              permissions: ['kms:CancelKeyDeletion'],
            },
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
      says: [ARN, 'scheduled for deletion on 2026-12-01'],
    },
    {
      when: "Secrets Manager cannot decrypt a workload's own secret",
      world: configured({ ...scheduled, secret: notDecrypted, target: target({ canary: false }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [ARN],
    },
    {
      when: 'no packet was sent, and the day of the deletion is not known',
      world: inspected(key('PendingDeletion')),
      problems: [{ severity: 'blocking', on: 'verifier' }],
      says: ['is scheduled for deletion.'],
    },
  ],
});
