import { defineCheck } from '../../../model/check.ts';
import type { DnsQuery } from '../../../model/dns.ts';
import { listOf } from '../../../words/list-of.ts';
import { lookAt } from '../../looks.ts';
import { changeAnswer } from '../../steps/names.ts';
import { isLookupFailed } from '../support/resolvers.ts';

const FAILING: ReadonlySet<DnsQuery['outcome']> = new Set(['server-failed', 'refused', 'failed']);

/**
 * The resolver answers, and its answer is an error: SERVFAIL from a forwarder whose own upstream is gone, REFUSED from a
 * server that does not serve this network. getaddrinfo calls both "try again"; only the response code tells.
 */
export default defineCheck({
  code: 'dns/resolver-failing',
  title: 'The DNS resolver answers with an error',
  healthy: 'the resolver answers without error',
  needs: ['serviceDns'],
  evaluate({ serviceDns }) {
    const { host, system, queries } = serviceDns;
    if (system.outcome === 'answered') return 'ok';
    const failingOf = (type: DnsQuery['type']) =>
      queries.flatMap((query, at) => (query.type === type && FAILING.has(query.outcome) ? [{ query, at }] : []));
    // Where IPv4 is answered, an error for IPv6 only can still make the whole lookup fail.
    const answered = queries.every((query) => query.type === 'AAAA' || query.outcome === 'answered');
    const failing = answered ? failingOf('AAAA') : failingOf('A');
    if (failing.length === 0) return 'ok';
    const servers = [...new Set(failing.map(({ query }) => query.server))];
    const codes = [...new Set(failing.map(({ query }) => query.code ?? query.outcome))];
    return [
      {
        summary: `${listOf(servers)} answered ${listOf(codes)} when asked for ${host}.`,
        severity: isLookupFailed(serviceDns) ? 'blocking' : 'degrading',
        on: 'all',
        resources: servers,
        evidence: failing.map(({ query, at }) => ({
          fact: 'serviceDns',
          path: `queries[${at}].outcome`,
          shows: `${query.server}: ${query.code ?? query.outcome}`,
        })),
        candidates: [
          { cause: 'dns/custom-resolver-down', why: "a resolver of your own can't reach its upstream" },
          {
            cause: 'dns/resolver-rule-override',
            why: 'a Route 53 Resolver rule forwards the name to a server that refuses it',
          },
          { cause: 'dns/firewall-fail-closed', why: "DNS Firewall fails closed and didn't respond" },
        ],
        steps: [changeAnswer(`Repair the resolver, or have it forward ${host} to the VPC's own resolver`)],
        looks: [lookAt("Read the VPC's DHCP options (ec2:DescribeDhcpOptions), then the resolver's log")],
      },
    ];
  },
});
