import { isWebPage } from '../../../errors/refusals.ts';
import { SERVICE } from '../../../services/index.ts';
import { lookAt } from '../../looks.ts';
import { changeAppliance } from '../../steps/elsewhere.ts';
import { answerCheck } from '../support/answer-check.ts';

/**
 * A web page instead of the service's JSON, over TLS that this host trusts: a proxy's block page, a captive portal.
 * The page itself is never kept.
 */
export default answerCheck({
  code: 'config/block-page',
  title: `A web page answers instead of ${SERVICE.name}`,
  healthy: `no web page answers instead of ${SERVICE.name}`,
  matches: isWebPage,
  summary: ({ secret }) =>
    `${secret.remoteAddress ?? 'The address'} answered ${SERVICE.operation} with a web page (HTTP ${secret.status ?? '?'}).`,
  candidates: [
    { cause: 'tls/intercepted-trusted', why: 'a proxy whose certificate this host trusts blocks the service' },
  ],
  repair: ({ target }) => ({
    steps: [changeAppliance(`Exempt ${target.host} from the proxy`)],
    looks: [lookAt('Check who issued the certificate that this host trusted', 'workload')],
  }),
});
