import { ruleOnGroups } from '../../../evaluate/network/security-group.ts';
import { defineCheck, outcomeOf } from '../../../model/check.ts';
import { effectOf } from '../../../model/ruling.ts';
import { parseRange } from '../../../net/range.ts';
import { shortList } from '../../../words/list-of.ts';

const EVERYWHERE = ['0.0.0.0/0', '::/0'];

/**
 * The endpoint lets in everyone who can reach the VPC: peered networks, on-premises hosts, anything behind a transit gateway.
 * Nothing breaks; the endpoint is only less protected than it could be.
 * Source: the security practices of PrivateLink's guide.
 */
export default defineCheck({
  code: 'sg/wide-open',
  title: "The endpoint's security group lets port 443 in from everywhere",
  healthy: "the endpoint's security group names who may call it",
  needs: ['securityGroups', 'predictedPaths', 'target'],
  evaluate({ securityGroups, predictedPaths, target }) {
    const ids = new Set(predictedPaths.flatMap((predicted) => predicted.destination.groupIds));
    const problems = securityGroups.flatMap((group, at) => {
      if (!ids.has(group.GroupId)) return [];
      const open = EVERYWHERE.filter((block) => {
        const addresses = parseRange(block);
        const flow = { direction: 'in', protocol: 'tcp', port: target.port } as const;
        const peer = addresses && { addresses, groupIds: [] };
        return peer && effectOf(ruleOnGroups({ ...flow, peer }, [group], [])) === 'allow';
      });
      if (open.length === 0) return [];
      return [
        {
          summary: `${group.GroupId} lets TCP ${target.port} in from ${open.join(' and ')}.`,
          severity: 'advisory',
          on: 'all',
          resources: [group.GroupId],
          evidence: [
            { fact: 'securityGroups', path: `[${at}].IpPermissions`, shows: `${group.GroupId}: ${shortList(open)}` },
          ],
          fixes: [{ say: `Let 443 into ${group.GroupId} only from the security groups that call the endpoint` }],
        } as const,
      ];
    });
    return outcomeOf(problems);
  },
});
