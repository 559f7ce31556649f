import { defineCheck } from '../../../model/check.ts';
import type { Hop } from '../../../model/path-evaluation.ts';
import type { PredictedPath } from '../../../model/predicted-path.ts';
import { shortList } from '../../../words/list-of.ts';
import { sayRulingInOne } from '../../../words/ruling.ts';
import { endExperiment, listExperiments } from '../../steps/experiments.ts';
import { judgeHops, type Position } from '../support/judge-hops.ts';

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
      const { hop, resource } = obstacle;
      const at = networkAcls.findIndex((acl) => acl.NetworkAclId === resource);
      return {
        summary: `An AWS Fault Injection Service experiment is disrupting ${subnetsOf(hop, obstacle.predictedPaths)}: ${resource}, its stand-in for the network ACL there, blocks packets between client and endpoint (${sayRulingInOne(hop.ruling)}). If you edit it, the experiment won't restore the subnet's own.`,
        evidence: { fact: 'networkAcls', path: `[${at}].Tags`, shows: `${resource} is tagged managedByFIS` },
        steps: [endExperiment(target)],
        looks: [listExperiments(target)],
      };
    });
  },
});

/** The subnets whose ACL it is: the client's or the endpoint's. */
function subnetsOf({ leg, direction }: Hop, predictedPaths: readonly PredictedPath[]): string {
  const isAtClient = (leg === 'forward') === (direction === 'out');
  return shortList([
    ...new Set(
      predictedPaths.map(({ source, destination }) =>
        isAtClient ? source.subnetId : (destination.subnetId ?? 'a subnet'),
      ),
    ),
  ]);
}
