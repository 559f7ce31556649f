import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { answerCheck } from '../support/answer-check.ts';
import { secretCommand } from '../support/secret-command.ts';

/**
 * The service found the secret and could not decrypt it: it calls KMS as the caller, and KMS said no. The sentence is
 * the same for the role's policy, the key's policy and its conditions. No KMS endpoint is needed for this.
 * Source: Secrets Manager User Guide, "Secret encryption and decryption".
 */
export default answerCheck({
  code: 'kms/no-decrypt',
  title: "The caller may not use the secret's KMS key",
  healthy: 'KMS decrypts for the caller',
  summary: ({ secret, target }) =>
    `${SERVICE.name} found ${secretIdOf(target)}, but KMS did not decrypt it: ${secret.message ?? secret.errorName}`,
  on: ({ target }) => (target.identity === 'verifier' ? 'verifier' : 'all'),
  candidates: [
    { cause: 'kms/key-policy-denies', why: "the key's policy does not let the role use it" },
    { cause: 'kms/no-decrypt', why: 'the role lacks kms:Decrypt on the key' },
    {
      cause: 'kms/sourcevpce-in-key-policy',
      why: "the key's policy asks for aws:SourceVpce, which is not passed on to KMS",
    },
    { cause: 'kms/key-disabled', why: 'the key is disabled or waits for deletion' },
  ],
  wouldDecide: "the key's state and policy (kms:DescribeKey, kms:GetKeyPolicy)",
  fixes: ({ target }) => [
    {
      say: 'Find the key of the secret',
      run: secretCommand(target, 'describe', '--query', 'KmsKeyId'),
    },
    {
      say: `Allow kms:Decrypt for the role, in its policy and in the policy of the key, with kms:ViaService for ${SERVICE.name}`,
    },
  ],
});
