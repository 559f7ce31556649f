import { ruleOnGroups } from '../../../evaluate/network/security-group.ts';
import { defineCheck, outcomeOf } from '../../../model/check.ts';
import { effectOf } from '../../../model/ruling.ts';
import { parseRange } from '../../../net/range.ts';
import { shortList } from '../../../words/list-of.ts';

const EVERYWHERE = ['0.0.0.0/0', '::/0'];

/**
 * Anything that can reach the VPC can reach the endpoint: peered networks, on-premises hosts, whatever is behind a transit
 * gateway. Nothing breaks; the endpoint is only less protected than it could be.
 * Source: the security practices of PrivateLink's guide.
 */
export default defineCheck({
  code: 'sg/wide-open',
  title: "The endpoint's security group allows port 443 from everywhere",
  healthy: "the endpoint's security group limits who can reach it on TCP 443",
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
          summary: `${group.GroupId} allows inbound TCP ${target.port} from ${open.join(' and ')}.`,
          severity: 'advisory',
          on: 'all',
          resources: [group.GroupId],
          evidence: [
            { fact: 'securityGroups', path: `[${at}].IpPermissions`, shows: `${group.GroupId}: ${shortList(open)}` },
          ],
          steps: [
            {
              say: `In ${group.GroupId}, allow inbound TCP ${target.port} from each client's security group, then revoke the rules that cover ${open.join(' and ')}`,
              affects: 'endpoint-callers',
              undo: 'Add the revoked rules again',
              permissions: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress'],
              terraform: 'aws_vpc_security_group_ingress_rule: referenced_security_group_id',
              cdk: 'endpoint.connections.allowDefaultPortFrom(…)',
            },
          ],
        } as const,
      ];
    });
    return outcomeOf(problems);
  },
});
