import { defineCheck } from '../../../model/check.ts';
import { shortList } from '../../../words/list-of.ts';
import { sayRulingInOne } from '../../../words/ruling.ts';
import { endExperiment, listExperiments } from '../../steps/experiments.ts';
import { describeEndpoint, judgeHops } from '../support/judge-hops.ts';

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
    return judgeHops(
      ['sg/fault-experiment'],
      [position],
      { predictedPaths, paths },
      ({ hop, resource, ...obstacle }) => {
        const at = securityGroups.findIndex((group) => group.GroupId === resource);
        return {
          summary: `An AWS Fault Injection Service experiment is disrupting the endpoint: ${shortList(hop.resources)}, its stand-in for the endpoint's own security groups at ${describeEndpoint(obstacle.predictedPaths)}, blocks TCP ${target.port} (${sayRulingInOne(hop.ruling)}). If you edit it, the experiment won't restore the endpoint's own.`,
          evidence: { fact: 'securityGroups', path: `[${at}].Tags`, shows: `${resource} is tagged managedByFIS` },
          steps: [endExperiment(target)],
          looks: [listExperiments(target)],
        };
      },
    );
  },
});
