import { defineCheck } from '../../../model/check.ts';
import type { Hop } from '../../../model/path-evaluation.ts';
import type { PredictedPath } from '../../../model/predicted-path.ts';
import { fittingLists } from '../../../words/fitting.ts';
import { shortList } from '../../../words/list-of.ts';
import { sayRulingInOne } from '../../../words/ruling.ts';
import { endExperiment, listExperiments } from '../../steps/experiments.ts';
import { judgeHops, type Obstacle, type Position } from '../support/judge-hops.ts';

const POSITIONS: readonly Position[] = (['forward', 'return'] as const).flatMap((leg) =>
  (['in', 'out'] as const).map((direction) => ({ kind: 'network-acl', leg, direction }) as const),
);

/**
 * `aws:network:disrupt-connectivity` puts a copy of a subnet's network ACL, with entries that deny and the tag `managedbyFIS=true`, in
 * its place, and puts the old one back when it ends; unless somebody has changed it meanwhile.
 * Source: AWS FIS User Guide, "Actions reference".
 */
export default defineCheck({
  code: 'nacl/fault-experiment',
  title: "A fault injection experiment has replaced a subnet's network ACL",
  healthy: 'no experiment of AWS Fault Injection Service has replaced a network ACL on the path',
  needs: ['networkAcls', 'predictedPaths', 'target'],
  wants: ['paths'],
  evaluate({ networkAcls, predictedPaths, target, paths }) {
    return judgeHops(['nacl/fault-experiment'], POSITIONS, { predictedPaths, paths }, (obstacle) => {
      const { resource } = obstacle;
      const at = networkAcls.findIndex((acl) => acl.NetworkAclId === resource);
      return {
        summary: fittingLists((most) => summaryOf(obstacle, most)),
        evidence: { fact: 'networkAcls', path: `[${at}].Tags`, shows: `${resource} is tagged managedByFIS` },
        steps: [endExperiment(target)],
        looks: [listExperiments(target)],
      };
    });
  },
});

function summaryOf({ hop, resource, predictedPaths }: Obstacle, most: number): string {
  const subnets = shortList(subnetsOf(hop, predictedPaths), most);
  return `An AWS Fault Injection Service experiment has put ${resource} in the place of the network ACL of ${subnets}. It blocks packets between client and endpoint (${sayRulingInOne(hop.ruling, [], Math.max(1, most - 1))}). Don't edit it, or the old one won't be restored.`;
}

/** The subnets whose ACL it is: the client's or the endpoint's. */
function subnetsOf({ leg, direction }: Hop, predictedPaths: readonly PredictedPath[]): readonly string[] {
  const isAtClient = (leg === 'forward') === (direction === 'out');
  return [
    ...new Set(
      predictedPaths.map(({ source, destination }) =>
        isAtClient ? source.subnetId : (destination.subnetId ?? 'a subnet'),
      ),
    ),
  ];
}
