import type { NetworkAcl, SecurityGroup } from '../../model/aws.ts';
import type { Code } from '../../model/codes.ts';
import { isOfExperiment } from '../../model/experiment-tags.ts';
import { differsByPorts, effectOf, firstBlocked, type Ruling } from '../../model/ruling.ts';

/** Whose filter or table a hop is. */
export type Side = 'source' | 'destination';

interface Codes {
  readonly deny: Code;
  readonly mixed: Code;
}

const GROUPS: Readonly<Record<'in' | 'out', Codes>> = {
  out: { deny: 'sg/client-egress-missing', mixed: 'sg/client-egress-cidr' },
  in: { deny: 'sg/endpoint-ingress-missing', mixed: 'sg/ingress-cidr-excludes-subnet' },
};

const ACLS: Readonly<Record<`${Side}-${'in' | 'out'}`, Code>> = {
  'source-out': 'nacl/client-egress-443',
  'destination-in': 'nacl/endpoint-ingress-443',
  'destination-out': 'nacl/endpoint-egress-ephemeral',
  'source-in': 'nacl/client-ingress-ephemeral',
};

const ROUTES: Readonly<Record<Side, Code>> = { source: 'route/no-route-to-hub', destination: 'route/return-missing' };

/** The finding that a ruling is, by what it amounts to; null where it blocks nothing, or is not known. */
function codeOf(ruling: Ruling, codes: Codes): Code | null {
  const effect = effectOf(ruling);
  return effect === 'deny' || effect === 'mixed' ? codes[effect] : null;
}

/** Whatever an experiment's own group or ACL blocks, the experiment blocks. */
const BY_EXPERIMENT = {
  group: { deny: 'sg/fault-experiment', mixed: 'sg/fault-experiment' },
  acl: { deny: 'nacl/fault-experiment', mixed: 'nacl/fault-experiment' },
} as const satisfies Readonly<Record<string, Codes>>;

export const codeOfGroups = (direction: 'in' | 'out', ruling: Ruling, groups: readonly SecurityGroup[]): Code | null =>
  codeOf(ruling, direction === 'in' && groups.some(isOfExperiment) ? BY_EXPERIMENT.group : GROUPS[direction]);

/** A part of the ports of a reply is another fault than a part of the addresses. */
export function codeOfAcl(
  side: Side,
  direction: 'in' | 'out',
  ruling: Ruling,
  acl: NetworkAcl | undefined,
): Code | null {
  if (acl && isOfExperiment(acl)) return codeOf(ruling, BY_EXPERIMENT.acl);
  const deny = ACLS[`${side}-${direction}`];
  const isReply = (side === 'source') === (direction === 'in');
  return codeOf(ruling, { deny, mixed: isReply && differsByPorts(ruling) ? 'nacl/partial-ephemeral' : deny });
}

export function codeOfRoutes(side: Side, ruling: Ruling): Code | null {
  const isGone = firstBlocked(ruling)?.reason?.kind === 'target-gone';
  const code = isGone ? 'route/blackhole' : ROUTES[side];
  return codeOf(ruling, { deny: code, mixed: code });
}
