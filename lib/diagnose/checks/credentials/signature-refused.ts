import { SERVICE } from '../../../services/index.ts';
import { lookAt } from '../../looks.ts';
import { changeHost } from '../../steps/elsewhere.ts';
import { answerCheck } from '../support/answer-check.ts';
import { callerOnly } from '../support/caller.ts';

/**
 * The signature was refused: the clock is more than five minutes off, the keys do not belong together, or something in the
 * path changed a signed header.
 */
export default answerCheck({
  code: 'credentials/signature-refused',
  title: "The request's signature was refused",
  healthy: 'the signature was accepted',
  summary: ({ secret }) => `${SERVICE.name} refused the signature (${secret.message ?? secret.errorName}).`,
  on: callerOnly,
  candidates: [
    { cause: 'credentials/clock-skew', why: "this host's clock is more than five minutes off" },
    {
      cause: 'credentials/scope-region',
      why: 'the request was signed for a different Region than the one it was sent to',
    },
    {
      cause: 'credentials/signature-mismatch',
      why: "the secret key doesn't belong to the access key, or a proxy changes signed headers",
    },
  ],
  repair: () => ({
    steps: [changeHost("Set this host's clock", 'None needed if the clock was wrong')],
    looks: [
      lookAt(
        "Compare this host's clock with another one, then check that both halves of the key belong together",
        'workload',
      ),
    ],
  }),
});
