import type { KmsKey } from '../../../model/aws-services.ts';
import { type Check, defineCheck } from '../../../model/check.ts';
import type { CheckedCode } from '../../../model/codes.ts';
import type { Step } from '../../../model/step.ts';

interface KeyStateFailure {
  readonly code: CheckedCode;
  readonly title: string;
  readonly healthy: string;
  readonly states: readonly string[];
  readonly summary: (key: KmsKey) => string;
  readonly steps: (key: KmsKey, region: string) => readonly Step[];
}

/**
 * A check for a state of the secret's key in which nothing is decrypted with it. Which error the call then gives is not
 * confirmed, so that every refusal that may be meant is accounted for.
 * Source: KMS Developer Guide, "Key states of AWS KMS keys".
 */
export function keyStateCheck({ code, title, healthy, states, summary, steps }: KeyStateFailure): Check {
  return defineCheck({
    code,
    title,
    healthy,
    needs: ['kmsKey', 'target'],
    wants: ['secret'],
    evaluate({ kmsKey, target, secret }) {
      if (kmsKey === null) return 'not-applicable';
      if (!states.includes(kmsKey.keyState) || secret?.outcome === 'read') return 'ok';
      return [
        {
          summary: summary(kmsKey),
          severity: 'blocking',
          on: target.identity === 'verifier' && target.canary ? 'verifier' : 'all',
          explains: ['kms/no-decrypt', 'service/unexpected-answer', 'iam/no-reason'],
          resources: [kmsKey.arn],
          evidence: [{ fact: 'kmsKey', path: 'keyState', shows: `KeyState: ${kmsKey.keyState}` }],
          steps: steps(kmsKey, target.region),
        },
      ];
    },
  });
}
