import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/sg/client-egress-cidr.ts';
import { allowInGroup } from '../../../../lib/diagnose/steps/groups.ts';
import type { IpPermission } from '../../../../lib/model/aws.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { configured, groups, INTERFACES, inspected, routeTables } from '../../../support/configuration.ts';
import { byCidr, byGroup, byPrefixList, securityGroup } from '../../../support/network.ts';
import { dualStack, fromSpoke, halfSilenced, silenced } from '../../../support/silent-world.ts';
import { ENI_A, ENI_A_IPV6, ENI_B, resolvesTo, silentTcp, target, tcp, tcpToBoth } from '../../../support/world.ts';

const lettingOut = (...egress: readonly IpPermission[]) => ({ securityGroups: groups({ egress }) });
const onlyA = lettingOut(byCidr('10.0.1.0/24'));
const v4Alone = { ...dualStack, ...lettingOut(byCidr('0.0.0.0/0')) };

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'nothing at all is let out', world: silenced(lettingOut()) },
    { when: 'nothing is let out but to other networks', world: inspected(lettingOut(byCidr('192.168.0.0/16'))) },
  ],
  nearMiss: [
    {
      when: 'each address has a rule of its own',
      world: inspected(lettingOut(byCidr(`${ENI_A}/32`), byCidr(`${ENI_B}/32`))),
    },
    {
      when: "one rule is for an address, and another for the endpoint's group",
      world: inspected(lettingOut(byCidr('10.0.1.0/24'), byGroup('sg-endpoint'))),
    },
    {
      when: 'a prefix list holds the one address, and a rule the other',
      world: inspected({
        ...lettingOut(byPrefixList('pl-1'), byCidr('10.0.2.0/24')),
        prefixLists: [{ PrefixListId: 'pl-1', Cidrs: ['10.0.1.0/24'] }],
      }),
    },
    { when: 'connections are accepted where no rule lets them out', world: configured(onlyA) },
    {
      when: 'this host has no IPv6, for which there is no rule',
      world: configured({
        ...v4Alone,
        serviceDns: resolvesTo([ENI_A, ENI_B, ENI_A_IPV6]),
        tcp: [...tcpToBoth(), tcp(ENI_A_IPV6, { outcome: 'unreachable', code: 'ENETUNREACH' })],
      }),
    },
    {
      when: 'the name does not lead to the IPv6 address that no rule lets out',
      world: configured({ ...v4Alone, tcp: [...tcpToBoth(), silentTcp(ENI_A_IPV6)] }),
    },
  ],
  reporting: [
    {
      when: 'rules name the subnet of one interface, and the other does not answer',
      world: halfSilenced(onlyA),
      problems: [
        {
          severity: 'degrading',
          on: [ENI_B],
          resources: ['sg-client'],
          explains: ['path/packets-dropped', 'path/interface-silent'],
          steps: [
            {
              say: 'Allow outbound TCP 443 in sg-client to sg-endpoint',
              run: [
                ...'aws ec2 authorize-security-group-egress --region eu-west-2 --group-id sg-client'.split(' '),
                ...[
                  '--ip-permissions',
                  'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-endpoint}]',
                ],
              ],
              affects: 'source-group',
              undo: [
                ...'aws ec2 revoke-security-group-egress --region eu-west-2 --group-id sg-client'.split(' '),
                ...[
                  '--ip-permissions',
                  'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-endpoint}]',
                ],
              ],
              permissions: ['ec2:AuthorizeSecurityGroupEgress'],
            },
          ],
        },
      ],
      says: ['sg-client', 'only to 10.0.1.0/24', `${ENI_B} (eni-0bbb)`],
    },
    {
      when: 'rules name the subnet of one interface, configuration only',
      world: inspected(onlyA),
      problems: [{ severity: 'degrading', on: [ENI_B], resources: ['sg-client'] }],
      says: ['only to 10.0.1.0/24', ENI_B],
    },
    {
      when: 'the other subnet is let out to another port',
      world: inspected(lettingOut(byCidr('10.0.1.0/24'), { ...byCidr('10.0.2.0/24'), FromPort: 80, ToPort: 80 })),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: ['only to 10.0.1.0/24;'],
    },
    {
      when: 'the rule is for a group that one interface does not have',
      world: inspected({
        networkInterfaces: INTERFACES.map((one) =>
          one.PrivateIpAddress === ENI_B ? { ...one, Groups: [{ GroupId: 'sg-new' }] } : one,
        ),
        securityGroups: [
          ...groups({ egress: [byGroup('sg-endpoint')] }),
          securityGroup('sg-new', { IpPermissions: [byGroup('sg-client')] }),
        ],
      }),
      problems: [
        {
          severity: 'degrading',
          on: [ENI_B],
          steps: [allowInGroup('egress', 'sg-client', target(), { group: 'sg-new' })],
        },
      ],
      says: ['only to sg-endpoint', ENI_B],
    },
    {
      when: 'rules name one of two addresses behind a transit gateway, where no group shows',
      world: inspected({
        ...fromSpoke,
        securityGroups: groups({ egress: [byCidr('10.0.1.0/24')], ingress: [byCidr('10.8.0.0/16')] }),
        routeTables: routeTables({
          client: [{ DestinationCidrBlock: '10.0.0.0/16', TransitGatewayId: 'tgw-1', State: 'active' }],
          endpoint: [{ DestinationCidrBlock: '10.8.0.0/16', TransitGatewayId: 'tgw-1', State: 'active' }],
        }),
      }),
      problems: [
        {
          severity: 'degrading',
          on: [ENI_B],
          steps: [allowInGroup('egress', 'sg-client', target(), { ipv4: `${ENI_B}/32` })],
        },
      ],
      says: ['only to 10.0.1.0/24', ENI_B],
    },
    {
      when: 'the name leads to an IPv6 address, and rules are for IPv4 alone',
      world: configured({
        ...v4Alone,
        serviceDns: resolvesTo([ENI_A, ENI_B, ENI_A_IPV6]),
        tcp: [...tcpToBoth(), silentTcp(ENI_A_IPV6)],
      }),
      problems: [{ severity: 'degrading', on: [ENI_A_IPV6] }],
      says: ['only to 0.0.0.0/0', ENI_A_IPV6],
    },
  ],
});

test('is undecided where a prefix list that was not read may hold the other address', () => {
  const world = inspected(lettingOut(byCidr('10.0.1.0/24'), byPrefixList('pl-unread')));
  expect(evaluate(check, world)).toEqual({ undecided: expect.stringContaining('pl-unread') });
});
