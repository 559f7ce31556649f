import { defineCheck } from '../../../model/check.ts';
import { attemptsOn, describePaths, severityOn } from '../support/paths.ts';

/**
 * A router or firewall on the path answered with ICMP: host unreachable, or administratively prohibited, which are the same to a
 * program. AWS's own filters and routes drop in silence, so this comes from an appliance, or from a network outside AWS.
 */
export default defineCheck({
  code: 'path/rejected',
  title: 'A router or firewall on the path rejects the packets',
  healthy: 'nothing on the path rejects the packets',
  needs: ['paths', 'tcp', 'target'],
  evaluate({ paths, tcp, target }) {
    const rejected = attemptsOn(tcp, paths, (attempt) => attempt.outcome === 'rejected');
    if (rejected.length === 0) return 'ok';
    const where = rejected.map(({ path }) => path);
    return [
      {
        summary: `Packets to ${describePaths(where)} on port ${target.port} were rejected on the path: a router or firewall said that they go no further.`,
        severity: severityOn(paths),
        on: where.map((path) => path.id),
        resources: where.map((path) => path.networkInterfaceId ?? path.address),
        evidence: rejected.map(({ attempt, at }) => ({
          fact: 'tcp',
          path: `[${at}].outcome`,
          shows: `${attempt.address}: ${attempt.code ?? 'rejected'} after ${attempt.tookMs.toFixed(1)} ms`,
        })),
        candidates: [
          { cause: 'route/firewall', why: 'an appliance on the path rejects by its rules' },
          {
            cause: 'route/overlap-cidr',
            why: 'packets went to another network with the same range, where no host has that address',
          },
          { cause: 'dns/phz-stale-ip', why: 'nobody has that address any more' },
        ],
        wouldDecide: 'who sent the ICMP error: a packet capture on this host names that router',
        fixes: [
          {
            say: 'Find the hop that rejects, and let TCP 443 pass there',
            run: ['traceroute', '-T', '-p', String(target.port), where[0]?.address ?? ''],
          },
        ],
      },
    ];
  },
});
