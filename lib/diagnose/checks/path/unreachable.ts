import { defineCheck } from '../../../model/check.ts';
import { lookAt } from '../../looks.ts';
import { ALLOW_IPV6 } from '../../steps/families.ts';
import { changeAnswer } from '../../steps/names.ts';
import { attemptsOn, describePaths } from '../support/paths.ts';

/**
 * This host itself can't get there: no route, or no address of that family; no packet was sent, so that nothing on the path is to
 * blame. In a VPC a missing route drops silently, so this is nearly always IPv6: the name has only AAAA records, or the function
 * has no IPv6. IPv4 addresses alone, and a host without IPv4, are endpoint/iptype-mismatch.
 * An unreachable family beside a reachable one is ordinary and means nothing.
 */
export default defineCheck({
  code: 'path/unreachable',
  title: "This host has no route to any of the service's addresses",
  healthy: 'this host has a route to the service',
  needs: ['paths', 'tcp'],
  evaluate({ paths, tcp }) {
    const carrying = paths.filter((path) => path.inDnsAnswer);
    if (carrying.length === 0) return 'not-applicable';
    // Beside an unreachable family, the other one may be rejected on the path; path/rejected reports that.
    if (!carrying.every((path) => path.tcp === 'unreachable' || path.tcp === 'rejected')) return 'ok';
    const failed = attemptsOn(tcp, carrying, (attempt) => attempt.outcome === 'unreachable');
    if (failed.length === 0) return 'ok';
    const where = failed.map(({ path }) => path);
    const allV6 = where.every((path) => path.family === 6);
    return [
      {
        summary: `This host has no route to ${describePaths(where)}${allV6 ? ': these are IPv6 addresses, and this host has no IPv6' : ''}.`,
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
              { cause: 'dns/record-ip-type', why: 'the endpoint publishes only AAAA records' },
              { cause: 'function/ipv6-flag', why: "the function isn't allowed to use IPv6 (Ipv6AllowedForDualStack)" },
            ]
          : [],
        steps: allV6 ? [changeAnswer('Publish A records for the endpoint too', ['ec2:ModifyVpcEndpoint'])] : [],
        ...(allV6 ? { alternatives: [ALLOW_IPV6] } : {}),
        looks: [
          allV6
            ? lookAt(
                "Read the endpoint's DnsOptions and the function's VpcConfig (ec2:DescribeVpcEndpoints, lambda:GetFunctionConfiguration)",
              )
            : lookAt(
                "Check the host's own addresses and routes: a container may have no network of its own",
                'workload',
              ),
        ],
      },
    ];
  },
});
