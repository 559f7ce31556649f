import { cancelKeyDeletion, enableKey } from '../../steps/secrets.ts';
import { keyStateCheck } from '../support/key-state-check.ts';

/**
 * The key that the secret is encrypted under waits for its deletion: it decrypts nothing any more, and on the day of its
 * deletion the secret is lost for good.
 * Source: KMS Developer Guide, "Deleting AWS KMS keys".
 */
export default keyStateCheck({
  code: 'kms/pending-deletion',
  title: "The secret's KMS key is scheduled for deletion",
  healthy: "the secret's key is not scheduled for deletion",
  states: ['PendingDeletion', 'PendingReplicaDeletion'],
  summary: ({ arn, deletionDate }) =>
    `${arn}, the key that encrypts the secret, is scheduled for deletion${deletionDate ? ` on ${deletionDate}` : ''}.`,
  steps: ({ arn }, region) => [cancelKeyDeletion(arn, region), enableKey(arn, region)],
});
