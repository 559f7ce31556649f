import { defineCheck } from '../../../model/check.ts';
import { changeAnswer } from '../../steps/names.ts';
import { looksAtZones } from '../support/resolvers.ts';

/**
 * A private hosted zone for `amazonaws.com` or a part of it, associated with the VPC and without a record for the name,
 * answers NXDOMAIN itself: the most specific zone wins, and nothing behind it is asked. A DNS Firewall rule with
 * BLOCK NXDOMAIN looks the same from inside.
 * Source: Route 53 Developer Guide, "Considerations when working with a private hosted zone".
 */
export default defineCheck({
  code: 'dns/name-not-found',
  title: "The DNS resolver says that the service's name doesn't exist",
  healthy: "the service's name exists",
  needs: ['serviceDns', 'target'],
  wants: ['vpc'],
  evaluate({ serviceDns: { host, system, queries }, target, vpc }) {
    if (system.outcome !== 'name-not-found') return 'ok';
    // getaddrinfo says the same for malformed answers; only a server's own word is NXDOMAIN.
    const said = queries.findIndex((query) => query.outcome === 'name-not-found');
    if (said < 0) return 'not-applicable';
    return [
      {
        summary: `The resolver ${queries[said]?.server} says that ${host} doesn't exist (NXDOMAIN), so no program can call it.`,
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
          { cause: 'dns/custom-resolver-down', why: "a resolver of your own doesn't forward the name to Amazon" },
        ],
        steps: [changeAnswer(`Find the zone or rule that answers for ${host}, then add the record or allow the name`)],
        looks: looksAtZones(vpc, target),
      },
    ];
  },
});
