import { SERVICE } from '../../../services/index.ts';
import { lookAgain, lookAt } from '../../looks.ts';
import { answerCheck, carryingPathOf } from '../support/answer-check.ts';
import { secondsOf } from '../support/paths.ts';

/** TCP and TLS worked, the request was sent, and no answer came in time. */
export default answerCheck({
  code: 'service/silent',
  title: `${SERVICE.name} accepts the connection and doesn't answer`,
  healthy: 'the service answers in time',
  matches: (secret) => secret.outcome === 'silent',
  // If the plain request was answered, one silent call is no block.
  severity: (asked) => (carryingPathOf(asked)?.http === 'answered' ? 'degrading' : 'blocking'),
  summary: ({ secret }) =>
    `${secret.remoteAddress ?? 'The address'} completed TLS, then didn't answer ${SERVICE.operation} within ${secondsOf(secret.tookMs)}.`,
  candidates: [
    { cause: 'endpoint/mtu', why: 'large packets are lost on the path' },
    { cause: 'route/firewall', why: 'a firewall or proxy in the path holds the request back' },
  ],
  repair: () => ({
    steps: [],
    looks: [
      lookAgain('Run this again, also from another subnet'),
      lookAt("Check the MTU on the path, and the endpoint's PacketsDropped metric"),
    ],
  }),
});
