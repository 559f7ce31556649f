import { defineCheck } from '../../../model/check.ts';
import { changeAnswer } from '../../steps/names.ts';
import { looksAtZones } from '../support/resolvers.ts';

/**
 * The name exists, but has no record that this host can use: DNS Firewall with BLOCK NODATA, or a private hosted zone
 * whose record has another type.
 * Source: Route 53 Developer Guide, "Rule actions in DNS Firewall".
 */
export default defineCheck({
  code: 'dns/no-address',
  title: "The service's name exists but has no address",
  healthy: "the service's name has an address",
  needs: ['serviceDns', 'target'],
  wants: ['vpc'],
  evaluate({ serviceDns: { host, system, queries }, target, vpc }) {
    if (system.outcome !== 'no-address') return 'ok';
    const said = queries.findIndex((query) => query.outcome === 'no-address');
    return [
      {
        summary: `${host} exists, but its answer has no address (NODATA).`,
        severity: 'blocking',
        on: 'all',
        resources: [host],
        evidence: [
          { fact: 'serviceDns', path: 'system.outcome', shows: `getaddrinfo: ${system.code ?? system.outcome}` },
          ...(said < 0
            ? []
            : [
                {
                  fact: 'serviceDns',
                  path: `queries[${said}].outcome`,
                  shows: `${queries[said]?.server}: no ${queries[said]?.type} record`,
                } as const,
              ]),
        ],
        candidates: [
          { cause: 'dns/firewall-nodata', why: 'a DNS Firewall rule blocks the name with NODATA' },
          { cause: 'dns/phz-shadow', why: 'a private hosted zone has the name, but no A record for it' },
        ],
        steps: [
          changeAnswer(
            `Allow ${host} in DNS Firewall, or add the missing record to the private hosted zone that answers for it`,
          ),
        ],
        looks: looksAtZones(vpc, target),
      },
    ];
  },
});
