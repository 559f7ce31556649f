import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/sg/ingress-cidr-excludes-subnet.ts';
import { allowInGroup } from '../../../../lib/diagnose/steps/groups.ts';
import type { IpPermission } from '../../../../lib/model/aws.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { configured, groups, HEALTHY_CONFIGURATION, inspected } from '../../../support/configuration.ts';
import { byCidr, byGroup, byPrefixList, securityGroup } from '../../../support/network.ts';
import { anyClientAddress, dualStack, silenced, twoClientSubnets } from '../../../support/silent-world.ts';
import { ENI_A, ENI_A_IPV6, ENI_B, resolvesTo, silentTcp, target, tcpToBoth } from '../../../support/world.ts';

const lettingIn = (...ingress: readonly IpPermission[]) => ({
  ...anyClientAddress,
  securityGroups: groups({ ingress }),
});
const lowerHalf = lettingIn(byCidr('10.0.7.0/25'));
const oneSubnet = { ...twoClientSubnets, securityGroups: groups({ ingress: [byCidr('10.0.7.0/24')] }) };
const v4Alone = {
  ...dualStack,
  securityGroups: groups({ egress: [byCidr('0.0.0.0/0', '::/0')], ingress: [byCidr('10.0.0.0/16')] }),
};
/** Interfaces of the endpoint have a second group, with one rule. */
const with2ndGroup = (rule: IpPermission, at: readonly string[]) => ({
  networkInterfaces: anyClientAddress.networkInterfaces.map((one) =>
    at.includes(one.PrivateIpAddress ?? '') ? { ...one, Groups: [...one.Groups, { GroupId: 'sg-more' }] } : one,
  ),
  securityGroups: [...lowerHalf.securityGroups, securityGroup('sg-more', { IpPermissions: [rule] })],
});

checkTable(check, {
  healthy: configured(anyClientAddress),
  silent: [
    { when: 'nothing of the subnet is let in', world: inspected(lettingIn(byCidr('10.0.8.0/24'))) },
    {
      when: "the client's group is closed",
      world: silenced({ ...anyClientAddress, securityGroups: groups({ egress: [] }) }),
    },
  ],
  nearMiss: [
    {
      when: 'two rules cover one half each',
      world: inspected(lettingIn(byCidr('10.0.7.0/25'), byCidr('10.0.7.128/25'))),
    },
    {
      when: 'rules that overlap cover all of it',
      world: inspected(lettingIn(byCidr('10.0.7.0/25', '10.0.7.64/26'), byCidr('10.0.7.128/26', '10.0.6.0/23'))),
    },
    {
      when: 'two groups of the interfaces cover one half each',
      world: inspected({ ...anyClientAddress, ...with2ndGroup(byCidr('10.0.7.128/25'), [ENI_A, ENI_B]) }),
    },
    {
      when: "the client's group is let in beside a part of its subnet",
      world: inspected(lettingIn(byCidr('10.0.7.0/25'), byGroup('sg-client'))),
    },
    {
      when: 'a prefix list that was read holds the other half',
      world: inspected({
        ...lettingIn(byCidr('10.0.7.0/25'), byPrefixList('pl-1')),
        prefixLists: [{ PrefixListId: 'pl-1', Cidrs: ['10.0.7.128/25'] }],
      }),
    },
    {
      when: 'the one address of the client is in the part that is let in',
      world: inspected({ securityGroups: lowerHalf.securityGroups }),
    },
    {
      when: 'both subnets of the client are let in by a rule each',
      world: inspected({
        ...twoClientSubnets,
        securityGroups: groups({ ingress: [byCidr('10.0.7.0/24'), byCidr('10.0.8.0/24')] }),
      }),
    },
    {
      when: 'one interface has a group that lets nobody in, which the other has not',
      world: inspected({
        ...anyClientAddress,
        networkInterfaces: anyClientAddress.networkInterfaces.map((one) =>
          one.PrivateIpAddress === ENI_B ? { ...one, Groups: [{ GroupId: 'sg-closed' }] } : one,
        ),
        securityGroups: [...groups(), securityGroup('sg-closed')],
      }),
    },
    {
      when: 'the name does not lead to the IPv6 address that no rule opens',
      world: configured(v4Alone),
    },
  ],
  reporting: [
    {
      when: 'half of the subnet is let in, configuration only',
      world: inspected(lowerHalf),
      problems: [
        {
          severity: 'degrading',
          on: [ENI_A, ENI_B],
          resources: ['sg-endpoint'],
          explains: ['path/packets-dropped', 'path/interface-silent'],
          steps: [allowInGroup('ingress', 'sg-endpoint', target(), { group: 'sg-client' })],
        },
      ],
      says: ['sg-endpoint', 'only from 10.0.7.0/25', 'the client is 10.0.7.0/24', 'passes only for 10.0.7.0/25'],
    },
    {
      when: 'half of the subnet is let in, and connections from there are accepted',
      world: configured(lowerHalf),
      problems: [{ severity: 'degrading', on: [ENI_A, ENI_B] }],
      says: ['passes only for 10.0.7.0/25'],
    },
    {
      when: 'half of the subnet is let in, and nothing answers',
      world: silenced(lowerHalf),
      problems: [
        { severity: 'degrading', on: [ENI_A, ENI_B], explains: ['path/packets-dropped', 'path/interface-silent'] },
      ],
      says: ['passes only for 10.0.7.0/25'],
    },
    {
      when: 'one of two subnets of the client is left out, configuration only',
      world: inspected(oneSubnet),
      problems: [{ severity: 'degrading', on: [ENI_A, ENI_B], resources: ['sg-endpoint'] }],
      says: ['only from 10.0.7.0/24', 'the client is 10.0.8.0/24'],
    },
    {
      when: 'one of two subnets of the client is left out, and connections from the other are accepted',
      world: configured(oneSubnet),
      problems: [{ severity: 'degrading', on: [ENI_A, ENI_B] }],
      says: ['the client is 10.0.8.0/24'],
    },
    {
      when: 'the name leads to an IPv6 address, and rules are for IPv4 alone',
      world: configured({
        ...v4Alone,
        serviceDns: resolvesTo([ENI_A, ENI_B, ENI_A_IPV6]),
        tcp: [...tcpToBoth(), silentTcp(ENI_A_IPV6)],
      }),
      problems: [{ severity: 'degrading', on: [ENI_A_IPV6] }],
      says: ['only from 10.0.0.0/16', '2001:db8:0:107::20'],
    },
    {
      when: 'rules leave a hole',
      world: inspected(lettingIn(byCidr('10.0.7.0/26'), byCidr('10.0.7.128/25'))),
      problems: [{ severity: 'degrading' }],
      says: ['passes only for 10.0.7.0/26, 10.0.7.128/25'],
    },
    {
      when: 'the other half is let in to another port',
      world: inspected(lettingIn(byCidr('10.0.7.0/25'), { ...byCidr('10.0.7.128/25'), FromPort: 80, ToPort: 80 })),
      problems: [{ severity: 'degrading' }],
      says: ['only from 10.0.7.0/25;'],
    },
    {
      when: 'one of two interfaces has a second group, which opens it wholly',
      world: inspected(with2ndGroup(byGroup('sg-client'), [ENI_B])),
      problems: [{ severity: 'degrading', on: [ENI_A], resources: ['sg-endpoint'] }],
      says: ['the client is 10.0.7.0/24'],
    },
  ],
});

const source = { ...HEALTHY_CONFIGURATION.source, securityGroupIds: [] };

test.each([
  ['a prefix list was not read', 'pl-unread', lettingIn(byCidr('10.0.7.0/25'), byPrefixList('pl-unread'))],
  [
    'the rules of a second group were not read',
    'sg-more',
    { ...with2ndGroup(byGroup('sg-client'), [ENI_A, ENI_B]), securityGroups: lowerHalf.securityGroups },
  ],
  [
    'a rule references a group, and those of the client are not known',
    'sg-client',
    { ...lettingIn(byCidr('10.0.7.0/25'), byGroup('sg-client')), source },
  ],
])('is undecided where %s', (_, missing, change) => {
  expect(evaluate(check, inspected(change))).toEqual({ undecided: expect.stringContaining(missing) });
});
