import type { NetworkConfiguration } from '../../model/aws.ts';
import type { Hop, PathEvaluation } from '../../model/path-evaluation.ts';
import type { RulingPart } from '../../model/ruling.ts';
import { embedded } from '../../net/nat64.ts';
import { portRange } from '../../net/range.ts';
import type { Flow } from './flow.ts';
import { resourcesIn } from './resources.ts';
import { ruleOnRoutes } from './route-table.ts';
import { routeTableOf } from './route-table-of.ts';

/**
 * From one address family to another there is no path, but for NAT64: the resolver answers IPv6 clients with IPv4 addresses behind
 * a prefix, and a NAT gateway translates what is sent there. The destination then sees the NAT gateway's address, which nothing
 * here reads. Source: VPC User Guide, "DNS64 and NAT64".
 */
export function acrossFamilies({ source, destination }: Flow, known: NetworkConfiguration): PathEvaluation {
  const to = embedded(destination.addresses);
  const isAsked = resourcesIn(known).subnet.get(source.subnetId ?? '')?.EnableDns64 !== false;
  if (source.addresses.family === 4 || to === null || !isAsked) return NO_FAMILY_IN_COMMON;
  const table = routeTableOf(source.subnetId, known);
  const parts: readonly RulingPart[] = table
    ? ruleOnRoutes(to, table, known.prefixLists).parts
    : [{ addresses: to, ports: ANY_PORT, effect: 'unknown', rule: null, reason: unread(source.subnetId) }];
  const translated = parts.map((part): RulingPart => {
    const leadsToNat =
      part.effect === 'allow' && part.rule?.kind === 'route' && part.rule.target.kind === 'nat-gateway';
    return leadsToNat ? { ...part, effect: 'unknown', reason: { kind: 'translated-by-nat64' } } : part;
  });
  if (!translated.some(({ effect }) => effect === 'unknown')) return NO_FAMILY_IN_COMMON;
  const hop: Hop = {
    kind: 'route-table',
    leg: 'forward',
    direction: 'out',
    resources: table ? [table.RouteTableId] : [],
    ruling: { addresses: to, ports: ANY_PORT, parts: translated },
    because: null,
  };
  return { predicted: 'unknown', forward: 'unknown', return: 'unknown', hops: [hop], because: [], notRead: [] };
}

const ANY_PORT = portRange(0, 65_535);

const unread = (subnetId: string | null) => ({ kind: 'route-table-not-known', subnetId }) as const;

const NO_FAMILY_IN_COMMON: PathEvaluation = {
  predicted: 'closed',
  forward: 'closed',
  return: 'closed',
  hops: [],
  because: ['endpoint/iptype-mismatch'],
  notRead: [],
};
