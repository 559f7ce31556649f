import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { changePolicy } from '../../steps/policies.ts';
import { answerCheck } from '../support/answer-check.ts';
import { secretCommand } from '../support/secret-command.ts';

/**
 * The service found the secret and could not decrypt it: it calls KMS as the caller, and KMS said no. The sentence is
 * the same for the role's policy, the key's policy and its conditions. No KMS endpoint is needed for this.
 * Source: Secrets Manager User Guide, "Secret encryption and decryption".
 */
export default answerCheck({
  code: 'kms/no-decrypt',
  title: "KMS won't decrypt the secret for this caller",
  healthy: 'KMS decrypts the secret for the caller',
  summary: ({ secret, target }) =>
    `${SERVICE.name} found ${secretIdOf(target)}, but KMS didn't decrypt it: ${asSentence(secret.message ?? secret.errorName ?? 'it gave no reason')}`,
  on: ({ target }) => (target.identity === 'verifier' ? 'verifier' : 'all'),
  candidates: [
    { cause: 'kms/key-policy-denies', why: "the key's policy doesn't let the role decrypt" },
    {
      cause: 'kms/sourcevpce-in-key-policy',
      why: "the key's policy requires aws:SourceVpce, which isn't passed on to KMS",
    },
    { cause: 'kms/key-disabled', why: 'the key is disabled or scheduled for deletion' },
  ],
  repair: ({ target }) => ({
    steps: [changePolicy('role', "Allow kms:Decrypt on the secret's key in a policy of the role")],
    alternatives: [
      changePolicy(
        'key',
        `Allow the role kms:Decrypt in the key's policy, with a kms:ViaService condition for ${SERVICE.name}`,
      ),
    ],
    looks: [
      {
        say: "Find the secret's key, then read its state and policy (kms:DescribeKey, kms:GetKeyPolicy)",
        run: secretCommand(target, 'describe', '--query', 'KmsKeyId'),
        from: 'anywhere',
      },
    ],
  }),
});

/** Some of the service's sentences end without a full stop. */
const asSentence = (said: string): string => (/[.!?]$/.test(said) ? said : `${said}.`);
