import check from '../../../../lib/diagnose/checks/sg/wide-open.ts';
import type { IpPermission } from '../../../../lib/model/aws.ts';
import { checkTable } from '../../../support/check-table.ts';
import { configured, groups, INTERFACES, inspected } from '../../../support/configuration.ts';
import { byCidr, byGroup, permission, securityGroup } from '../../../support/network.ts';

const lettingIn = (...ingress: readonly IpPermission[]) => configured({ securityGroups: groups({ ingress }) });

checkTable(check, {
  healthy: configured(),
  silent: [{ when: 'nobody is let in at all', world: lettingIn() }],
  nearMiss: [
    { when: 'all of a private range is let in', world: lettingIn(byCidr('10.0.0.0/8')) },
    { when: 'half of all addresses is let in', world: lettingIn(byCidr('0.0.0.0/1')) },
    {
      when: 'everyone is let in to another port',
      world: lettingIn({ ...byCidr('0.0.0.0/0'), FromPort: 80, ToPort: 80 }),
    },
    {
      when: 'everyone is let in by another protocol',
      world: lettingIn({ ...byCidr('0.0.0.0/0', '::/0'), IpProtocol: 'udp' }),
    },
    {
      when: 'the members of a group are let in to all ports',
      world: lettingIn({ ...byGroup('sg-client'), IpProtocol: '-1' }),
    },
    {
      when: "it is the client's group that lets everyone in",
      world: configured({
        securityGroups: [
          securityGroup('sg-client', {
            IpPermissions: [byCidr('0.0.0.0/0')],
            IpPermissionsEgress: [byCidr('0.0.0.0/0')],
          }),
          ...groups().slice(1),
        ],
      }),
    },
    {
      when: "the endpoint's group lets everything out",
      world: configured({
        securityGroups: [
          ...groups().slice(0, 1),
          securityGroup('sg-endpoint', {
            IpPermissions: [byGroup('sg-client')],
            IpPermissionsEgress: [{ ...byCidr('0.0.0.0/0'), IpProtocol: '-1' }],
          }),
        ],
      }),
    },
    {
      when: 'a group that no interface of the endpoint has lets everyone in',
      world: configured({
        securityGroups: [...groups(), securityGroup('sg-web', { IpPermissions: [byCidr('0.0.0.0/0')] })],
      }),
    },
  ],
  reporting: [
    {
      when: 'all IPv4 addresses are let in, and the secret was read',
      world: lettingIn(byGroup('sg-client'), byCidr('0.0.0.0/0')),
      problems: [
        {
          severity: 'advisory',
          on: 'all',
          resources: ['sg-endpoint'],
          evidence: [{ fact: 'securityGroups', path: '[1].IpPermissions', shows: 'sg-endpoint: 0.0.0.0/0' }],
          steps: [
            {
              say: "In sg-endpoint, allow inbound TCP 443 from each client's security group, then revoke the rules that cover 0.0.0.0/0",
              affects: 'endpoint-callers',
              undo: 'Add the revoked rules again',
              permissions: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress'],
            },
          ],
        },
      ],
      says: ['sg-endpoint', '443', '0.0.0.0/0'],
    },
    {
      when: 'both families are let in, configuration only',
      world: inspected({ securityGroups: groups({ ingress: [byCidr('0.0.0.0/0', '::/0')] }) }),
      problems: [{ severity: 'advisory' }],
      says: ['0.0.0.0/0 and ::/0'],
    },
    {
      when: 'all protocols are let in from all IPv6 addresses',
      world: lettingIn(
        byGroup('sg-client'),
        permission({ IpProtocol: '-1', FromPort: undefined, ToPort: undefined, Ipv6Ranges: [{ CidrIpv6: '::/0' }] }),
      ),
      problems: [{ severity: 'advisory' }],
      says: ['from ::/0'],
    },
    {
      when: 'two rules let in one half of all addresses each',
      world: lettingIn(byCidr('0.0.0.0/1'), byCidr('128.0.0.0/1')),
      problems: [{ severity: 'advisory' }],
      says: ['0.0.0.0/0'],
    },
    {
      when: 'one group of several lets everyone in',
      world: configured({
        networkInterfaces: INTERFACES.map((one) =>
          one.InterfaceType === 'lambda' ? one : { ...one, Groups: [...one.Groups, { GroupId: 'sg-wide' }] },
        ),
        securityGroups: [...groups(), securityGroup('sg-wide', { IpPermissions: [byCidr('0.0.0.0/0')] })],
      }),
      problems: [{ resources: ['sg-wide'] }],
      says: ['sg-wide'],
    },
  ],
});
