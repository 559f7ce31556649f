import type { NetworkAcl } from '../../../model/aws.ts';
import { type Check, defineCheck } from '../../../model/check.ts';
import type { CheckedCode } from '../../../model/codes.ts';
import { effectOf, type RulingPart } from '../../../model/ruling.ts';
import type { Target } from '../../../model/run.ts';
import type { Step } from '../../../model/step.ts';
import { shortList } from '../../../words/list-of.ts';
import { sayRulingInOne } from '../../../words/ruling.ts';
import { allowInAclSomehow, allowUnderFreeNumber } from '../../steps/acls.ts';
import { judgeHops, type Obstacle, type Position } from './judge-hops.ts';

/** Where an ACL stands, and which way the packets go that it sees. */
interface Where {
  readonly side: 'client' | 'endpoint';
  readonly direction: 'in' | 'out';
}

interface AclFailure {
  readonly code: CheckedCode;
  readonly title: string;
  readonly healthy: string;
  readonly places: readonly Where[];
}

/** A check for a network ACL that drops requests or replies at some of its four places. */
export function aclCheck({ code, title, healthy, places }: AclFailure): Check {
  return defineCheck({
    code,
    title,
    healthy,
    needs: ['networkAcls', 'predictedPaths', 'target'],
    wants: ['paths'],
    evaluate({ networkAcls, predictedPaths, target, paths }) {
      return judgeHops([code], places.map(positionOf), { predictedPaths, paths }, (obstacle) => {
        const at = networkAcls.findIndex((acl) => acl.NetworkAclId === obstacle.resource);
        return {
          summary: summaryOf(obstacle, target.port),
          evidence: {
            fact: 'networkAcls',
            path: `[${at}].Entries`,
            shows: `${obstacle.resource}: ${rulingOf(obstacle)}`,
          },
          steps: stepsFor(obstacle, networkAcls[at], target),
        };
      });
    },
  });
}

const positionOf = ({ side, direction }: Where): Position => ({
  kind: 'network-acl',
  leg: (side === 'client') === (direction === 'out') ? 'forward' : 'return',
  direction,
});

const isAtClient = ({ leg, direction }: Position): boolean => (leg === 'forward') === (direction === 'out');

const rulingOf = ({ hop }: Obstacle): string => sayRulingInOne(hop.ruling);

function summaryOf(obstacle: Obstacle, port: number): string {
  const { resource, predictedPaths, hop } = obstacle;
  const subnets = shortList([
    ...new Set(
      predictedPaths.map(
        (predicted) => (isAtClient(hop) ? predicted.source.subnetId : predicted.destination.subnetId) ?? 'its subnet',
      ),
    ),
  ]);
  const bound = hop.direction === 'in' ? 'inbound' : 'outbound';
  const what = hop.leg === 'forward' ? `TCP ${port}` : "replies to the client's ephemeral ports,";
  const blocks = effectOf(hop.ruling) === 'mixed' ? 'blocks some' : 'blocks';
  // Groups and interfaces do not matter to an ACL.
  const sources = shortList([...new Set(predictedPaths.map(({ source }) => source.addresses))]);
  const destinations = shortList([...new Set(predictedPaths.map(({ address }) => address))]);
  const [from, to] = hop.leg === 'forward' ? [sources, destinations] : [destinations, sources];
  return `${resource}, the network ACL of ${subnets}, ${blocks} ${bound} ${what} from ${from} to ${to} (${rulingOf(obstacle)}).`;
}

/** Lambda's range; narrower ones would do for other clients, and a rule that is right for all is the safer advice. */
const EPHEMERAL = { from: 1_024, to: 65_535 };

function stepsFor(obstacle: Obstacle, acl: NetworkAcl | undefined, target: Target): readonly Step[] {
  const { resource, hop, predictedPaths } = obstacle;
  const ports = hop.leg === 'forward' ? { from: target.port, to: target.port } : EPHEMERAL;
  const { direction } = hop;
  const what = `${direction === 'out' ? 'outbound' : 'inbound'} TCP ${ports.from === ports.to ? ports.from : `${ports.from}-${ports.to}`}`;
  if (effectOf(hop.ruling) === 'mixed') {
    const range = hop.leg === 'forward' ? '' : " (or the client's own ephemeral range)";
    const peer = isAtClient(hop) ? 'the endpoint' : "all of the client's addresses";
    return [allowInAclSomehow(resource, `${what}${range} ${direction === 'out' ? 'to' : 'from'} ${peer}`)];
  }
  const below = Math.min(LAST_RULE, ...hop.ruling.parts.flatMap(denyingRule));
  const peers = new Map(
    predictedPaths.map((predicted) => [
      blockOf(isAtClient(hop) ? predicted.address : predicted.source.addresses),
      predicted.family,
    ]),
  );
  const taken = new Set<number>();
  return [...peers].map(([block, family]) => {
    const passage = { acl: resource, direction, block, family, ports, below };
    return allowUnderFreeNumber(passage, acl, taken, target);
  });
}

/** The number of the entry that denies a part, which an entry that allows all has to come before. */
const denyingRule = ({ effect, rule }: RulingPart): readonly number[] =>
  effect === 'deny' && rule?.kind === 'network-acl-entry' ? [rule.ruleNumber] : [];

/** An address or a block as a block; a range that is none, as the address it begins with. */
function blockOf(text: string): string {
  if (text.includes('/')) return text;
  const [first = ''] = text.split('-');
  return `${first}/${first.includes(':') ? 128 : 32}`;
}

const LAST_RULE = 32_767;
