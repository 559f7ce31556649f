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
  summary: ({ arn }) => `${arn}, under which the secret is encrypted, is disabled.`,
  fix: ({ arn }, region) => ({
    say: 'Enable the key',
    run: ['aws', 'kms', 'enable-key', '--region', region, '--key-id', arn],
  }),
});
