import { defineCheck } from '../../../model/check.ts';
import { listOf } from '../../../words/list-of.ts';
import { isLookupFailed } from '../support/resolvers.ts';

/**
 * The resolver's host is there and says that nothing listens on port 53: ICMP port unreachable. The way to it is open, so that no
 * filter is at fault. Amazon's own resolver never does that: it is a server of one's own, and its program is not running.
 */
export default defineCheck({
  code: 'dns/resolver-port-closed',
  title: "On the DNS resolver's host nothing listens on port 53",
  healthy: 'no resolver refuses port 53',
  needs: ['serviceDns'],
  evaluate({ serviceDns }) {
    const { host, queries } = serviceDns;
    const closed = queries.flatMap((query, at) =>
      query.outcome === 'unreachable' && query.code === 'ECONNREFUSED' ? [{ query, at }] : [],
    );
    if (closed.length === 0) return 'ok';
    const isAnswered = queries.some((query) => query.type === 'A' && query.outcome === 'answered');
    const servers = [...new Set(closed.map(({ query }) => query.server))];
    return [
      {
        summary: `${listOf(servers)} refused port 53 when asked for ${host}: a host is there, and no resolver runs on it.`,
        severity: isLookupFailed(serviceDns) && !isAnswered ? 'blocking' : 'degrading',
        on: 'all',
        // Its host sends only so many refusals in a second; the rest of the questions meets silence.
        explains: ['dns/resolver-silent', 'dns/resolver-failing'],
        resources: servers,
        evidence: closed.map(({ query, at }) => ({
          fact: 'serviceDns',
          path: `queries[${at}].code`,
          shows: `${query.server}: ${query.code}`,
        })),
        candidates: [
          { cause: 'dns/custom-resolver-down', why: 'the DNS program on that host is not running' },
          { cause: 'dns/custom-resolver', why: 'the DHCP options name a host that is no resolver' },
        ],
        wouldDecide: "the VPC's DHCP options (ec2:DescribeDhcpOptions), and what runs on that host",
        fixes: [{ say: 'Start the resolver on that host, or name AmazonProvidedDNS in the DHCP options' }],
      },
    ];
  },
});
