import { defineCheck } from '../../../model/check.ts';
import { whoseAddress } from '../../looks.ts';
import { attemptsOn, describePaths, severityOn } from '../support/paths.ts';

/**
 * Something answered with RST: the address is alive and nothing listens on 443 there. An endpoint's interface never does
 * that and AWS's own filters drop silently, so this is another host's address, or an appliance that rejects.
 */
export default defineCheck({
  code: 'path/connection-refused',
  title: 'Something at the address refuses connections to port 443',
  healthy: 'no connection is refused',
  needs: ['paths', 'tcp', 'target'],
  evaluate({ paths, tcp, target }) {
    const refused = attemptsOn(tcp, paths, (attempt) => attempt.outcome === 'refused');
    if (refused.length === 0) return 'ok';
    const where = refused.map(({ path }) => path);
    return [
      {
        summary: `${describePaths(where)} refused the connection to port ${target.port}: something is there, but an endpoint's interface never refuses.`,
        severity: severityOn(paths),
        on: where.map((path) => path.id),
        resources: where.map((path) => path.networkInterfaceId ?? path.address),
        evidence: refused.map(({ attempt, at }) => ({
          fact: 'tcp',
          path: `[${at}].outcome`,
          shows: `${attempt.address}: ${attempt.code ?? 'refused'} after ${attempt.tookMs.toFixed(1)} ms`,
        })),
        candidates: [
          { cause: 'dns/phz-stale-ip', why: "the address used to be the endpoint's, and now belongs to another host" },
          {
            cause: 'route/overlap-cidr',
            why: 'the same range exists in two networks, and packets went to the other one',
          },
          { cause: 'route/firewall', why: 'an appliance in the path rejects instead of dropping' },
        ],
        steps: [],
        looks: [whoseAddress(where, target)],
      },
    ];
  },
});
