import type { NetworkAcl } from '../../../model/aws.ts';
import { type Check, defineCheck } from '../../../model/check.ts';
import type { Code } from '../../../model/layer.ts';
import type { Fix } from '../../../model/problem.ts';
import type { Target } from '../../../model/target.ts';
import { shortList } from '../../list-of.ts';
import { describeClients, describeEndpoint, judgeHops, type Obstacle, type Place } from './judge-hops.ts';

/** Where an ACL stands, and which way the packets go that it sees. */
interface Where {
  readonly side: 'client' | 'endpoint';
  readonly direction: 'in' | 'out';
}

interface AclFailure {
  readonly code: Code;
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
    needs: ['networkAcls', 'ways', 'target'],
    wants: ['paths'],
    evaluate({ networkAcls, ways, target, paths }) {
      return judgeHops([code], places.map(placeOf), { ways, paths }, (obstacle) => {
        const at = networkAcls.findIndex((acl) => acl.NetworkAclId === obstacle.resource);
        return {
          summary: summaryOf(obstacle, target.port),
          evidence: {
            fact: 'networkAcls',
            path: `[${at}].Entries`,
            shows: `${obstacle.resource}: ${rulingOf(obstacle)}`,
          },
          fixes: fixesFor(obstacle, networkAcls[at], target),
        };
      });
    },
  });
}

const placeOf = ({ side, direction }: Where): Place => ({
  kind: 'network-acl',
  way: (side === 'client') === (direction === 'out') ? 'forward' : 'return',
  direction,
});

const isAtClient = ({ way, direction }: Place): boolean => (way === 'forward') === (direction === 'out');

const rulingOf = ({ hop }: Obstacle): string => [hop.rule, hop.detail].filter((part) => part !== null).join('; ');

function summaryOf(obstacle: Obstacle, port: number): string {
  const { resource, ways, hop } = obstacle;
  const subnets = shortList([
    ...new Set(ways.map((way) => (isAtClient(hop) ? way.from.subnetId : way.to.subnetId) ?? 'its subnet')),
  ]);
  const what = hop.way === 'forward' ? `TCP ${port}` : "the replies to the client's ephemeral ports";
  const drops = hop.ruling === 'mixed' ? 'drops a part of' : 'drops';
  return `${resource}, the network ACL of ${subnets}, ${drops} ${what} on the way ${hop.direction} (${rulingOf(obstacle)}), between ${describeClients(ways)} and ${describeEndpoint(ways)}.`;
}

/** Lambda's range; narrower ones would do for other clients, and a rule that is right for all is the safer advice. */
const EPHEMERAL = { From: 1_024, To: 65_535 };

function fixesFor(obstacle: Obstacle, acl: NetworkAcl | undefined, { region, port }: Target): readonly Fix[] {
  const { resource, hop, ways } = obstacle;
  if (hop.ruling === 'mixed')
    return [
      {
        say: `Let ${resource} pass ${hop.way === 'forward' ? `TCP ${port}` : `replies to ${EPHEMERAL.From}-${EPHEMERAL.To}, or to the range that the client uses`}`,
      },
    ];
  const { From, To } = hop.way === 'forward' ? { From: port, To: port } : EPHEMERAL;
  const ports = From === To ? String(From) : `${From}-${To}`;
  const egress = hop.direction === 'out';
  const denying = Number(/^rule (\d+)/.exec(hop.rule ?? '')?.[1] ?? LAST_RULE);
  const peers = new Map(ways.map((way) => [blockOf(isAtClient(hop) ? way.pathId : way.from.addresses), way.family]));
  const numbers = freeNumbers(acl, egress, denying, peers.size);
  const say = `Allow ${egress ? 'outbound' : 'inbound'} TCP ${ports} in ${resource}`;
  if (numbers === null) return [{ say: `${say}, after making room for a rule number below ${denying}` }];
  return [...peers].map(([block, family], index) => ({
    say: `${say} ${egress ? 'to' : 'from'} ${block}`,
    run: [
      'aws',
      'ec2',
      'create-network-acl-entry',
      '--region',
      region,
      '--network-acl-id',
      resource,
      egress ? '--egress' : '--ingress',
      '--rule-number',
      String(numbers[index]),
      '--protocol',
      'tcp',
      '--port-range',
      `From=${From},To=${To}`,
      family === 6 ? '--ipv6-cidr-block' : '--cidr-block',
      block,
      '--rule-action',
      'allow',
    ],
  }));
}

/** An address or a block as a block; a range that is none, as the address it begins with. */
function blockOf(text: string): string {
  if (text.includes('/')) return text;
  const [first = ''] = text.split('-');
  return `${first}/${first.includes(':') ? 128 : 32}`;
}

const LAST_RULE = 32_767;

/** Free rule numbers below the one that denies, the highest first; null where there are not enough. */
function freeNumbers(
  acl: NetworkAcl | undefined,
  egress: boolean,
  below: number,
  count: number,
): readonly number[] | null {
  const taken = new Set((acl?.Entries ?? []).filter((one) => one.Egress === egress).map((one) => one.RuleNumber));
  const free: number[] = [];
  for (let number = below - 1; number > 0 && free.length < count; number--) if (!taken.has(number)) free.push(number);
  return free.length === count ? free : null;
}
