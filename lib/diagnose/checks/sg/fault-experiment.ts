import { defineCheck } from '../../../model/check.ts';
import { isOfExperiment } from '../../../model/experiment-tags.ts';
import { fittingLists } from '../../../words/fitting.ts';
import { shortList } from '../../../words/list-of.ts';
import { sayRulingInOne } from '../../../words/ruling.ts';
import { endExperiment, listExperiments } from '../../steps/experiments.ts';
import { describeEndpoint, judgeHops, type Obstacle } from '../support/judge-hops.ts';

/**
 * `aws:network:disrupt-vpc-endpoint` puts an empty group of its own, tagged `managedByFIS`, in the place of the endpoint's groups,
 * and puts them back when it ends; unless somebody has changed them meanwhile.
 * Source: AWS FIS User Guide, "Actions reference".
 */
export default defineCheck({
  code: 'sg/fault-experiment',
  title: "A fault injection experiment has replaced the endpoint's security groups",
  healthy: "no experiment of AWS Fault Injection Service has replaced the endpoint's security groups",
  needs: ['securityGroups', 'predictedPaths', 'target'],
  wants: ['paths'],
  evaluate({ securityGroups, predictedPaths, target, paths }) {
    const position = { kind: 'security-group', leg: 'forward', direction: 'in' } as const;
    return judgeHops(['sg/fault-experiment'], [position], { predictedPaths, paths }, (obstacle) => {
      const standIns = securityGroups.filter(
        (group) => isOfExperiment(group) && obstacle.hop.resources.includes(group.GroupId),
      );
      const ids = standIns.map(({ GroupId }) => GroupId);
      const at = securityGroups.findIndex(({ GroupId }) => GroupId === ids[0]);
      return {
        summary: fittingLists((most) => summaryOf(obstacle, ids, target.port, most)),
        evidence: { fact: 'securityGroups', path: `[${at}].Tags`, shows: `${ids[0]} is tagged managedByFIS` },
        steps: [endExperiment(target)],
        looks: [listExperiments(target)],
      };
    });
  },
});

function summaryOf({ hop, predictedPaths }: Obstacle, ids: readonly string[], port: number, most: number): string {
  const interfaces = describeEndpoint(predictedPaths, most);
  return `An AWS Fault Injection Service experiment has put ${shortList(ids, most)} in the place of the endpoint's own security groups at ${interfaces}. It blocks TCP ${port} (${sayRulingInOne(hop.ruling, [], Math.max(1, most - 1))}). Don't edit it, or they won't be restored.`;
}
