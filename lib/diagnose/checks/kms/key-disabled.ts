import { enableKey } from '../../steps/secrets.ts';
import { keyStateCheck } from '../support/key-state-check.ts';

/**
 * The key that the secret is encrypted under is disabled: the service finds the secret and cannot decrypt it. The AWS
 * managed key is always enabled.
 * Source: KMS Developer Guide, "Enabling and disabling keys".
 */
export default keyStateCheck({
  code: 'kms/key-disabled',
  title: "The secret's KMS key is disabled",
  healthy: "the secret's key is not disabled",
  states: ['Disabled'],
  summary: ({ arn }) => `${arn}, the key that encrypts the secret, is disabled.`,
  steps: ({ arn }, region) => [enableKey(arn, region)],
});
