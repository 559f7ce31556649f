import { defineCheck } from '../../../model/check.ts';
import { attemptsOn, describePaths, severityOn } from '../support/paths.ts';

/**
 * A router or firewall in the path answered with ICMP: host unreachable, or administratively prohibited, which look the same to a
 * program. AWS's own filters and routes drop silently, so this comes from an appliance, or from a network outside AWS.
 */
export default defineCheck({
  code: 'path/rejected',
  title: 'A router or firewall in the path rejects the packets',
  healthy: 'nothing in the path rejects the packets',
  needs: ['paths', 'tcp', 'target'],
  evaluate({ paths, tcp, target }) {
    const rejected = attemptsOn(tcp, paths, (attempt) => attempt.outcome === 'rejected');
    if (rejected.length === 0) return 'ok';
    const where = rejected.map(({ path }) => path);
    return [
      {
        summary: `Packets to ${describePaths(where)} on port ${target.port} were rejected on the path: a router or firewall answered that they can't get through.`,
        severity: severityOn(paths),
        on: where.map((path) => path.id),
        resources: where.map((path) => path.networkInterfaceId ?? path.address),
        evidence: rejected.map(({ attempt, at }) => ({
          fact: 'tcp',
          path: `[${at}].outcome`,
          shows: `${attempt.address}: ${attempt.code ?? 'rejected'} after ${attempt.tookMs.toFixed(1)} ms`,
        })),
        candidates: [
          { cause: 'route/firewall', why: 'the rules of an appliance in the path reject them' },
          {
            cause: 'route/overlap-cidr',
            why: 'packets went to another network with the same range, where no host has that address',
          },
          { cause: 'dns/phz-stale-ip', why: 'no host has that address any more' },
        ],
        steps: [],
        looks: [
          {
            say: 'Find the hop that rejects TCP 443; a packet capture on this host shows who sends the ICMP error',
            run: ['traceroute', '-T', '-p', String(target.port), where[0]?.address ?? ''],
            from: 'workload',
          },
        ],
      },
    ];
  },
});
