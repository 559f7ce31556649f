import { defineCheck } from '../../../model/check.ts';
import { attemptsOn, describePaths, severityOn } from '../support/paths.ts';

/**
 * Something answered with RST: the address is alive and nothing listens on 443 there. An endpoint's interface never does
 * that and AWS's filters drop in silence, so this is another host's address, or an appliance that rejects.
 */
export default defineCheck({
  code: 'path/connection-refused',
  title: 'Something at that address refuses port 443',
  healthy: 'no connection is refused',
  needs: ['paths', 'tcp', 'target'],
  evaluate({ paths, tcp, target }) {
    const refused = attemptsOn(tcp, paths, (attempt) => attempt.outcome === 'refused');
    if (refused.length === 0) return 'ok';
    const where = refused.map(({ path }) => path);
    return [
      {
        summary: `${describePaths(where)} refused the connection to port ${target.port}: a host is there, but no endpoint interface behaves so.`,
        severity: severityOn(paths),
        on: where.map((path) => path.id),
        resources: where.map((path) => path.networkInterfaceId ?? path.address),
        evidence: refused.map(({ attempt, at }) => ({
          fact: 'tcp',
          path: `[${at}].outcome`,
          shows: `${attempt.address}: ${attempt.code ?? 'refused'} after ${attempt.tookMs.toFixed(1)} ms`,
        })),
        candidates: [
          { cause: 'dns/phz-stale-ip', why: "the address was the endpoint's once, and now belongs to another host" },
          {
            cause: 'route/overlap-cidr',
            why: 'the same range exists in two networks, and packets went to the other one',
          },
          { cause: 'route/firewall', why: 'an appliance on the path rejects instead of dropping' },
        ],
        wouldDecide: 'which network interface has that address (ec2:DescribeNetworkInterfaces)',
        fixes: [
          {
            say: 'Find out whose address it is',
            run: [
              'aws',
              'ec2',
              'describe-network-interfaces',
              '--filters',
              `Name=addresses.private-ip-address,Values=${where.map((path) => path.address).join(',')}`,
            ],
          },
        ],
      },
    ];
  },
});
