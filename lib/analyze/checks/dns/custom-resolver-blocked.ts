import { defineCheck } from '../../../model/check.ts';
import type { DnsOutcome } from '../../../model/probes.ts';
import type { Hop } from '../../../model/trace.ts';
import { endsOf } from '../../ends.ts';
import { listOf } from '../../list-of.ts';
import { networkOf } from '../../network-of.ts';
import { trace } from '../../trace.ts';
import { clientEnds, EPHEMERAL_PORTS } from '../../ways.ts';
import { resolversIn } from '../support/resolvers.ts';

const DNS_PORT = 53;

const NO_ANSWER: ReadonlySet<DnsOutcome> = new Set(['silent', 'unreachable', 'unfinished', 'failed']);

/**
 * The DHCP options name resolvers of one's own, and a security group or network ACL closes UDP 53 to every one of them.
 * Amazon's resolver is subject to neither; any other server is a host like others.
 * Source: VPC User Guide, "Amazon DNS server", "DHCP option sets".
 */
export default defineCheck({
  code: 'dns/custom-resolver-blocked',
  title: 'A security group or network ACL closes port 53 to the resolver that the DHCP options name',
  healthy: 'the resolver that the DHCP options name can be asked',
  needs: ['dhcpOptions', 'vpc', 'clientHere', 'subnets', 'securityGroups', 'networkAcls', 'routeTables'],
  wants: ['serviceDns', 'networkInterfaces', 'prefixLists'],
  evaluate({ dhcpOptions, vpc, clientHere, serviceDns, ...read }) {
    const { own, amazon } = resolversIn(dhcpOptions, vpc);
    if (own.length === 0 || amazon.length > 0) return 'not-applicable';
    if (serviceDns?.system.outcome === 'answered') return 'ok';
    // Whoever answers, even with an error, was reached.
    if (serviceDns?.queries.some((query) => own.includes(query.server) && !NO_ANSWER.has(query.outcome))) return 'ok';
    const known = networkOf(read);
    const flow = { protocol: 'udp', port: DNS_PORT, clientPorts: EPHEMERAL_PORTS[clientHere.kind] };
    const ways = own.flatMap((server) => {
      const tos = endsOf(server, known);
      if ('missing' in tos) return [];
      return tos.flatMap((to) =>
        clientEnds(clientHere, known)
          .filter((from) => from.addresses.family === to.addresses.family)
          .map((from) => trace({ ...flow, from, to }, known)),
      );
    });
    const isFiltered = (hop: Hop) => hop.kind !== 'route-table' && hop.ruling === 'deny';
    const closed = ways.filter((way) => way.hops.some(isFiltered));
    if (closed.length < ways.length || ways.length === 0) {
      const open = ways
        .filter((way) => !closed.includes(way))
        .flatMap((way) => way.hops)
        .find((hop) => hop.ruling === 'unknown');
      return open ? { undecided: `on the way to ${listOf(own)}, ${open.detail}` } : 'ok';
    }
    const hop = closed.flatMap((way) => way.hops).find(isFiltered);
    const resource = hop?.resource ?? 'a filter';
    const shows = `${resource}: ${hop?.rule ?? hop?.detail ?? 'denies'}`;
    return [
      {
        summary: `The DHCP options name ${listOf(own)}, and ${resource} closes UDP ${DNS_PORT} on the way (${hop?.rule ?? hop?.detail}).`,
        severity: serviceDns && serviceDns.system.outcome !== 'unfinished' ? 'blocking' : 'degrading',
        on: 'all',
        explains: ['dns/resolver-silent', 'dns/resolver-failing'],
        resources: [resource, ...own],
        evidence: [
          { fact: 'dhcpOptions', path: 'DhcpConfigurations', shows: `domain-name-servers: ${listOf(own)}` },
          {
            fact: hop?.kind === 'network-acl' ? 'networkAcls' : 'securityGroups',
            path: '',
            shows,
          },
        ],
        fixes: [
          { say: `Let UDP and TCP ${DNS_PORT} pass from the client to ${listOf(own)} in ${resource}` },
          { say: 'Or name AmazonProvidedDNS in the DHCP options, where no resolver of your own is needed' },
        ],
      },
    ];
  },
});
