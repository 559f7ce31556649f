import { evaluatePath } from '../../../evaluate/network/path.ts';
import { placesOf } from '../../../evaluate/network/places.ts';
import { defineCheck } from '../../../model/check.ts';
import type { DnsOutcome } from '../../../model/dns.ts';
import { EPHEMERAL_PORTS } from '../../../model/ephemeral-ports.ts';
import type { Hop } from '../../../model/path-evaluation.ts';
import { effectOf } from '../../../model/ruling.ts';
import { listOf } from '../../../words/list-of.ts';
import { sayRuling } from '../../../words/ruling.ts';
import { networkOf } from '../../network-of.ts';
import { sourcePlaces } from '../../predicted-paths.ts';
import { allowInAclSomehow } from '../../steps/acls.ts';
import { useAmazonResolver } from '../../steps/names.ts';
import { resolversIn } from '../support/resolvers.ts';

const DNS_PORT = 53;

const NO_ANSWER: ReadonlySet<DnsOutcome> = new Set(['silent', 'unreachable', 'unfinished', 'failed']);

/** What opens a security group in one direction, and where that is declared. */
const TO_OPEN = {
  in: {
    permissions: ['ec2:AuthorizeSecurityGroupIngress'],
    terraform: 'aws_vpc_security_group_ingress_rule',
    cdk: 'securityGroup.addIngressRule(…)',
  },
  out: {
    permissions: ['ec2:AuthorizeSecurityGroupEgress'],
    terraform: 'aws_vpc_security_group_egress_rule',
    cdk: 'securityGroup.addEgressRule(…)',
  },
} as const;

/**
 * The DHCP options name resolvers of your own, and a security group or network ACL blocks UDP 53 to every one of them.
 * Amazon's resolver is subject to neither; any other server is a host like others.
 * Source: VPC User Guide, "Amazon DNS server", "DHCP option sets".
 */
export default defineCheck({
  code: 'dns/custom-resolver-blocked',
  title: 'A security group or network ACL blocks port 53 to your own DNS resolver',
  healthy: 'security groups and network ACLs allow port 53 to the resolver that the DHCP options name',
  needs: ['dhcpOptions', 'vpc', 'sourceHere', 'subnets', 'securityGroups', 'networkAcls', 'routeTables'],
  wants: ['serviceDns', 'networkInterfaces', 'prefixLists'],
  evaluate({ dhcpOptions, vpc, sourceHere, serviceDns, ...read }) {
    const { own, amazon } = resolversIn(dhcpOptions, vpc);
    if (own.length === 0 || amazon.length > 0) return 'not-applicable';
    if (serviceDns?.system.outcome === 'answered') return 'ok';
    // Whoever answers, even with an error, was reached.
    if (serviceDns?.queries.some((query) => own.includes(query.server) && !NO_ANSWER.has(query.outcome))) return 'ok';
    const known = networkOf(read);
    const flow = { protocol: 'udp', port: DNS_PORT, sourcePorts: EPHEMERAL_PORTS[sourceHere.kind] };
    const evaluations = own.flatMap((server) => {
      const destinations = placesOf(server, known);
      if ('missing' in destinations) return [];
      return destinations.flatMap((destination) =>
        sourcePlaces(sourceHere, known)
          .filter((source) => source.addresses.family === destination.addresses.family)
          .map((source) => evaluatePath({ ...flow, source, destination }, known)),
      );
    });
    const isFiltered = (hop: Hop) => hop.kind !== 'route-table' && effectOf(hop.ruling) === 'deny';
    const blocked = evaluations.filter(({ hops }) => hops.some(isFiltered));
    if (blocked.length < evaluations.length || evaluations.length === 0) {
      const open = evaluations
        .filter((evaluation) => !blocked.includes(evaluation))
        .flatMap(({ hops }) => hops)
        .find(({ ruling }) => effectOf(ruling) === 'unknown');
      return open ? { undecided: `on the path to ${listOf(own)}, ${sayRuling(open.ruling).detail}` } : 'ok';
    }
    const hop = blocked.flatMap(({ hops }) => hops).find(isFiltered);
    const resource = hop?.resources.join(', ') || 'a filter';
    const { rule, detail } = hop ? sayRuling(hop.ruling) : { rule: null, detail: 'it denies' };
    const isReply = hop?.leg === 'return';
    const what = isReply
      ? `UDP and TCP answers from ${listOf(own)} to the client's ephemeral ports`
      : `UDP and TCP ${DNS_PORT} from the client to ${listOf(own)}`;
    const shows = `${resource}: ${rule ?? detail}`;
    return [
      {
        summary: `The DHCP options name ${listOf(own)}, and ${resource} blocks ${isReply ? 'the answers from there' : `UDP ${DNS_PORT} to ${own.length === 1 ? 'it' : 'them'}`} (${rule ?? detail}).`,
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
        steps: [
          hop?.kind === 'network-acl'
            ? allowInAclSomehow(resource, what)
            : {
                say: `Allow ${what} in ${resource}`,
                affects: 'source-group',
                undo: 'Remove the rule again',
                ...TO_OPEN[hop?.direction ?? 'out'],
                effect: 'opens',
              },
        ],
        alternatives: [useAmazonResolver()],
      },
    ];
  },
});
