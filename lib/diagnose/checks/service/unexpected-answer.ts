import { isServerError, isWebPage, meaningOf } from '../../../errors/refusals.ts';
import type { SecretRead } from '../../../model/probes.ts';
import { SERVICE } from '../../../services/index.ts';
import { answerCheck } from '../support/answer-check.ts';
import { callerOnly } from '../support/caller.ts';
import { isConnectionLost } from '../support/connection-lost.ts';

/**
 * An answer or a failure that no other check knows: a reset after the handshake, a body that is cut off, a name that is
 * new. It is shown as it came; since one such answer may be chance, nothing is concluded for workloads.
 */
export default answerCheck({
  code: 'service/unexpected-answer',
  title: `${SERVICE.operation} failed in a way this tool does not know`,
  healthy: 'nothing unexpected was answered',
  matches: isUnknown,
  summary: ({ secret }) =>
    `${SERVICE.operation} ended with ${[secret.errorName, secret.errorCode].filter(Boolean).join(', ') || secret.outcome}${secret.status === null ? '' : ` (HTTP ${secret.status})`}.`,
  on: (asked) => (asked.secret.outcome === 'refused' ? callerOnly(asked) : 'all'),
  severity: 'degrading',
  fixes: () => [{ say: 'Run this again; if it stays, the error name above is what to search for' }],
});

const UNKNOWN: ReadonlySet<SecretRead['outcome']> = new Set(['reset', 'failed', 'not-connected', 'not-the-service']);

function isUnknown(secret: SecretRead): boolean {
  // path/intermittent speaks of a call that got no connection.
  if (isWebPage(secret) || isServerError(secret) || isConnectionLost(secret)) return false;
  return UNKNOWN.has(secret.outcome) || (secret.outcome === 'refused' && meaningOf(secret) === null);
}
