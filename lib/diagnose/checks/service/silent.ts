import { SERVICE } from '../../../services/index.ts';
import { answerCheck, carryingPathOf } from '../support/answer-check.ts';
import { secondsOf } from '../support/paths.ts';

/** TCP and TLS worked, the request was sent, and no answer came in time. */
export default answerCheck({
  code: 'service/silent',
  title: `${SERVICE.name} accepts the connection and does not answer`,
  healthy: 'the service answers in time',
  matches: (secret) => secret.outcome === 'silent',
  // Where the plain request was answered, one silent call is no block.
  severity: (asked) => (carryingPathOf(asked)?.http === 'answered' ? 'degrading' : 'blocking'),
  summary: ({ secret }) =>
    `${secret.remoteAddress ?? 'The address'} completed TLS and then did not answer ${SERVICE.operation} in ${secondsOf(secret.tookMs)}.`,
  candidates: [
    { cause: 'endpoint/mtu', why: 'large packets are lost on the path' },
    { cause: 'route/firewall', why: 'an appliance on the path holds the request back' },
  ],
  wouldDecide: "the endpoint's PacketsDropped metric, and whether the same call works from another subnet",
  fixes: () => [{ say: 'Run this again; if it stays, compare with another subnet, and look at the MTU on the path' }],
});
