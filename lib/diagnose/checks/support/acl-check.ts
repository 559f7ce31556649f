import type { NetworkAcl } from '../../../model/aws.ts';
import { type Check, defineCheck } from '../../../model/check.ts';
import type { CheckedCode } from '../../../model/codes.ts';
import type { Fix } from '../../../model/problem.ts';
import { effectOf, firstBlocked } from '../../../model/ruling.ts';
import type { Target } from '../../../model/run.ts';
import { shortList } from '../../../words/list-of.ts';
import { sayRulingInOne } from '../../../words/ruling.ts';
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
          fixes: fixesFor(obstacle, networkAcls[at], target),
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
  const what = hop.leg === 'forward' ? `TCP ${port}` : "replies to the client's ephemeral ports";
  const blocks = effectOf(hop.ruling) === 'mixed' ? 'blocks a part of' : 'blocks';
  // Groups and interfaces do not matter to an ACL.
  const sources = shortList([...new Set(predictedPaths.map(({ source }) => source.addresses))]);
  const destinations = shortList([...new Set(predictedPaths.map(({ address }) => address))]);
  return `${resource}, the network ACL of ${subnets}, ${blocks} ${bound} ${what} (${rulingOf(obstacle)}), between ${sources} and ${destinations}.`;
}

/** Lambda's range; narrower ones would do for other clients, and a rule that is right for all is the safer advice. */
const EPHEMERAL = { From: 1_024, To: 65_535 };

function fixesFor(obstacle: Obstacle, acl: NetworkAcl | undefined, { region, port }: Target): readonly Fix[] {
  const { resource, hop, predictedPaths } = obstacle;
  if (effectOf(hop.ruling) === 'mixed')
    return [
      {
        say: `Let ${resource} pass ${hop.leg === 'forward' ? `TCP ${port}` : `replies to ${EPHEMERAL.From}-${EPHEMERAL.To}, or to the range that the client uses`}`,
      },
    ];
  const { From, To } = hop.leg === 'forward' ? { From: port, To: port } : EPHEMERAL;
  const ports = From === To ? String(From) : `${From}-${To}`;
  const egress = hop.direction === 'out';
  const entry = firstBlocked(hop.ruling)?.rule;
  const denying = entry?.kind === 'network-acl-entry' ? entry.ruleNumber : LAST_RULE;
  const peers = new Map(
    predictedPaths.map((predicted) => [
      blockOf(isAtClient(hop) ? predicted.address : predicted.source.addresses),
      predicted.family,
    ]),
  );
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
