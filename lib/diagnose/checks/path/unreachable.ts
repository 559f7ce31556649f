import { defineCheck } from '../../../model/check.ts';
import { attemptsOn, describePaths } from '../support/paths.ts';

/**
 * This host itself has no way there: no route, or no address of that family. In a VPC a missing route drops silently, so
 * this is nearly always IPv6: the name has AAAA records alone, or the function has no IPv6.
 * An unreachable family beside one that can be reached is ordinary and says nothing.
 */
export default defineCheck({
  code: 'path/unreachable',
  title: 'This host has no route to any address of the service',
  healthy: 'this host has a route to the service',
  needs: ['paths', 'tcp'],
  evaluate({ paths, tcp }) {
    const carrying = paths.filter((path) => path.inDnsAnswer);
    if (carrying.length === 0) return 'not-applicable';
    // Beside a family that cannot be reached, the other one may be rejected on the path; path/rejected speaks of that.
    if (!carrying.every((path) => path.tcp === 'unreachable' || path.tcp === 'rejected')) return 'ok';
    const failed = attemptsOn(tcp, carrying, (attempt) => attempt.outcome === 'unreachable');
    if (failed.length === 0) return 'ok';
    const where = failed.map(({ path }) => path);
    const allV6 = where.every((path) => path.family === 6);
    return [
      {
        summary: `There is no route from here to ${describePaths(where)}${allV6 ? ': these are IPv6 addresses, and this host has no IPv6' : ''}.`,
        severity: 'blocking',
        on: where.map((path) => path.id),
        resources: where.map((path) => path.networkInterfaceId ?? path.address),
        evidence: failed.map(({ attempt, at }) => ({
          fact: 'tcp',
          path: `[${at}].outcome`,
          shows: `${attempt.address}: ${attempt.code ?? 'unreachable'}`,
        })),
        candidates: allV6
          ? [
              { cause: 'dns/record-ip-type', why: 'the endpoint publishes AAAA records alone' },
              { cause: 'function/ipv6-flag', why: 'the function is not allowed to use IPv6 (Ipv6AllowedForDualStack)' },
            ]
          : [{ cause: 'route/firewall', why: 'a router or appliance on the path rejects the packets' }],
        wouldDecide:
          "the endpoint's DnsOptions and the function's VpcConfig (ec2:DescribeVpcEndpoints, lambda:GetFunctionConfiguration)",
        fixes: [
          {
            say: allV6
              ? 'Let the endpoint publish A records too, or allow IPv6 for the function'
              : 'Find the hop that rejects the packets',
          },
        ],
      },
    ];
  },
});
