import { defineCheck, outcomeOf } from '../../../model/check.ts';
import { shortList } from '../../list-of.ts';
import { ruleOnGroups } from '../../network/security-group.ts';
import { parseSpan } from '../../network/segments.ts';

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
  needs: ['securityGroups', 'ways', 'target'],
  evaluate({ securityGroups, ways, target }) {
    const ids = new Set(ways.flatMap((way) => way.to.groupIds));
    const problems = securityGroups.flatMap((group, at) => {
      if (!ids.has(group.GroupId)) return [];
      const open = EVERYWHERE.filter((block) => {
        const addresses = parseSpan(block);
        const flow = { direction: 'in', protocol: 'tcp', port: target.port } as const;
        return (
          addresses && ruleOnGroups({ ...flow, peer: { addresses, groupIds: [] } }, [group], []).ruling === 'allow'
        );
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
