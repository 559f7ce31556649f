import { defineCheck } from '../../../model/check.ts';
import { listOf } from '../../../words/list-of.ts';
import { lookAt } from '../../looks.ts';
import { changeHost } from '../../steps/elsewhere.ts';
import { useAmazonResolver } from '../../steps/names.ts';
import { isLookupFailed } from '../support/resolvers.ts';

/**
 * The resolver's host is there and says that nothing listens on port 53: ICMP port unreachable. The path to it is open, so no
 * filter is at fault. Amazon's own resolver never does that: it is a server of your own, and its program is not running.
 */
export default defineCheck({
  code: 'dns/resolver-port-closed',
  title: "Nothing listens on port 53 at the DNS resolver's address",
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
        summary: `${listOf(servers)} refused port 53 when asked for ${host}: the host is up, and no resolver listens on it.`,
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
          { cause: 'dns/custom-resolver-down', why: "the DNS program on that host isn't running" },
          { cause: 'dns/custom-resolver', why: "the DHCP options name a host that isn't a resolver" },
        ],
        // Whoever asks that resolver is concerned, not only its host.
        steps: [{ ...changeHost('Start the resolver on that host', 'Stop it again'), affects: 'service-name' }],
        alternatives: [useAmazonResolver()],
        looks: [lookAt("Read the VPC's DHCP options (ec2:DescribeDhcpOptions), and check what runs on that host")],
      },
    ];
  },
});
