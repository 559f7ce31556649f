import { defineCheck } from '../../../model/check.ts';

/**
 * A private hosted zone for `amazonaws.com` or a part of it, associated with the VPC and without a record for the name,
 * answers NXDOMAIN itself: the most specific zone wins, and nothing behind it is asked. A DNS Firewall rule with
 * BLOCK NXDOMAIN looks the same from inside.
 * Source: Route 53 Developer Guide, "Considerations when working with a private hosted zone".
 */
export default defineCheck({
  code: 'dns/name-not-found',
  title: "The service's name does not exist for this subnet's resolver",
  healthy: "the service's name exists",
  needs: ['serviceDns'],
  evaluate({ serviceDns: { host, system, queries } }) {
    if (system.outcome !== 'name-not-found') return 'ok';
    // getaddrinfo says the same for malformed answers; only a server's own word is NXDOMAIN.
    const said = queries.findIndex((query) => query.outcome === 'name-not-found');
    if (said < 0) return 'not-applicable';
    return [
      {
        summary: `${host} does not exist (NXDOMAIN), says the resolver ${queries[said]?.server}; nothing can be called by that name.`,
        severity: 'blocking',
        on: 'all',
        resources: [host],
        evidence: [
          { fact: 'serviceDns', path: 'system.outcome', shows: `getaddrinfo: ${system.code ?? system.outcome}` },
          { fact: 'serviceDns', path: `queries[${said}].outcome`, shows: `${queries[said]?.server}: NXDOMAIN` },
        ],
        candidates: [
          {
            cause: 'dns/phz-shadow',
            why: 'a private hosted zone for amazonaws.com, or a part of it, has no record for the name',
          },
          { cause: 'dns/firewall-nxdomain', why: 'a DNS Firewall rule blocks the name with NXDOMAIN' },
          { cause: 'dns/custom-resolver-down', why: 'a resolver of your own does not forward the name to Amazon' },
        ],
        wouldDecide:
          'the private hosted zones and DNS Firewall rule groups of the VPC (route53:ListHostedZonesByVPC, route53resolver:ListFirewallRuleGroupAssociations)',
        fixes: [
          {
            say: `Find the zone or rule that answers for ${host}, and add the record or allow the name`,
            run: ['aws', 'route53', 'list-hosted-zones-by-vpc', '--vpc-id', 'VPC_ID', '--vpc-region', regionOf(host)],
          },
        ],
      },
    ];
  },
});

const regionOf = (host: string): string => host.split('.')[1] ?? 'REGION';
