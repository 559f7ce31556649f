import { isServerError, isWebPage, meaningOf } from '../../../errors/refusals.ts';
import type { SecretRead } from '../../../model/probes.ts';
import { SERVICE } from '../../../services/index.ts';
import { lookAgain } from '../../looks.ts';
import { answerCheck } from '../support/answer-check.ts';
import { callerOnly } from '../support/caller.ts';
import { isConnectionLost } from '../support/connection-lost.ts';

/**
 * An answer or a failure that no other check knows: a reset after the handshake, a truncated body, a new error name. It is
 * shown as it came; since one such answer may be chance, nothing is concluded for workloads.
 */
export default answerCheck({
  code: 'service/unexpected-answer',
  title: `${SERVICE.operation} failed with an unrecognized error`,
  healthy: 'no unrecognized error came back',
  matches: isUnknown,
  summary: ({ secret }) =>
    `${SERVICE.operation} ended with ${[secret.errorName, secret.errorCode].filter(Boolean).join(', ') || secret.outcome}${secret.status === null ? '' : ` (HTTP ${secret.status})`}.`,
  on: (asked) => (asked.secret.outcome === 'refused' ? callerOnly(asked) : 'all'),
  severity: 'degrading',
  repair: () => ({
    steps: [],
    looks: [lookAgain('Run this again; if it fails the same way, search for the error name above')],
  }),
});

const UNKNOWN: ReadonlySet<SecretRead['outcome']> = new Set(['reset', 'failed', 'not-connected', 'not-the-service']);

function isUnknown(secret: SecretRead): boolean {
  // path/intermittent speaks of a call that got no connection.
  if (isWebPage(secret) || isServerError(secret) || isConnectionLost(secret)) return false;
  return UNKNOWN.has(secret.outcome) || (secret.outcome === 'refused' && meaningOf(secret) === null);
}
