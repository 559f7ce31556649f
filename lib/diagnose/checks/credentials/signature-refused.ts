import { SERVICE } from '../../../services/index.ts';
import { answerCheck } from '../support/answer-check.ts';
import { callerOnly } from '../support/caller.ts';

/**
 * The signature was refused: the clock is more than five minutes off, the keys do not belong together, or something on the
 * way changed a signed header.
 */
export default answerCheck({
  code: 'credentials/signature-refused',
  title: 'The signature of the request was refused',
  healthy: 'the signature was accepted',
  summary: ({ secret }) => `${SERVICE.name} refused the signature: ${secret.message ?? secret.errorName}`,
  on: callerOnly,
  candidates: [
    { cause: 'credentials/clock-skew', why: "this host's clock is more than five minutes off" },
    {
      cause: 'credentials/scope-region',
      why: 'the request was signed for another region than the one that was called',
    },
    {
      cause: 'credentials/signature-mismatch',
      why: 'the secret key is not that of the access key, or a proxy alters headers',
    },
  ],
  wouldDecide: "this host's clock, compared with the Date header of the service",
  fixes: () => [{ say: "Set this host's clock; then check the keys" }],
});
