import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/sg/endpoint-ingress-missing.ts';
import type { IpPermission } from '../../../../lib/model/aws.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import {
  configured,
  groups,
  HEALTHY_CONFIGURATION,
  INTERFACES,
  inspected,
  routeTables,
} from '../../../support/configuration.ts';
import { byCidr, byGroup, byPrefixList, securityGroup } from '../../../support/network.ts';
import {
  anyClientAddress,
  dualStack,
  fromSpoke,
  halfSilenced,
  silenced,
  twoClientSubnets,
} from '../../../support/silent-world.ts';
import { ENI_A, ENI_B } from '../../../support/world.ts';

const lettingIn = (...ingress: readonly IpPermission[]) => ({ securityGroups: groups({ ingress }) });
/** The endpoint's own group lets nobody in, and there is another one. */
const beside = (GroupId: string, ...IpPermissions: readonly IpPermission[]) => ({
  securityGroups: [...groups({ ingress: [] }), securityGroup(GroupId, { IpPermissions })],
});
const clientIn = (...securityGroupIds: readonly string[]) => ({
  source: { ...HEALTHY_CONFIGURATION.source, securityGroupIds },
});
const endpointIn = (ids: readonly string[], at: readonly string[] = [ENI_A, ENI_B]) => ({
  networkInterfaces: INTERFACES.map((one) =>
    at.includes(one.PrivateIpAddress ?? '') ? { ...one, Groups: ids.map((GroupId) => ({ GroupId })) } : one,
  ),
});
const everyPort = { IpProtocol: '-1', FromPort: undefined, ToPort: undefined };
const commandFor = (verb: 'authorize' | 'revoke', group: string, source: string) =>
  `aws ec2 ${verb}-security-group-ingress --region eu-west-2 --group-id ${group} --protocol tcp --port 443 ${source}`;
const fix = (group: string, from: string, source: string) => ({
  say: `Allow inbound TCP 443 in ${group} from ${from}`,
  run: commandFor('authorize', group, source).split(' '),
  affects: 'endpoint' as const,
  undo: commandFor('revoke', group, source).split(' '),
  permissions: ['ec2:AuthorizeSecurityGroupIngress'],
});

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: "the client's group is closed", world: silenced({ securityGroups: groups({ egress: [] }) }) },
    {
      when: 'one of two subnets of the client is let in',
      world: inspected({ ...twoClientSubnets, ...lettingIn(byCidr('10.0.7.0/24')) }),
    },
  ],
  nearMiss: [
    {
      when: 'a second group of the interfaces lets the client in',
      world: inspected({ ...endpointIn(['sg-endpoint', 'sg-more']), ...beside('sg-more', byGroup('sg-client')) }),
    },
    {
      when: 'the rule references the second group of the client',
      world: inspected({ ...clientIn('sg-client', 'sg-app'), ...lettingIn(byGroup('sg-app')) }),
    },
    {
      when: 'client and endpoint share a default group, which lets in its members',
      world: inspected({
        ...clientIn('sg-client', 'sg-default'),
        ...endpointIn(['sg-default']),
        ...beside('sg-default', { ...byGroup('sg-default'), ...everyPort }),
      }),
    },
    {
      when: 'the rule is for all protocols and names no ports',
      world: inspected(lettingIn({ ...byCidr('10.0.0.0/8'), ...everyPort })),
    },
    {
      when: 'the rule names the protocol by its number, and all ports',
      world: inspected(lettingIn({ ...byCidr('10.0.7.0/24'), IpProtocol: '6', FromPort: 0, ToPort: 65_535 })),
    },
    {
      when: 'the rule references a prefix list that holds the client',
      world: inspected({
        ...lettingIn(byPrefixList('pl-1')),
        prefixLists: [{ PrefixListId: 'pl-1', Cidrs: ['10.0.9.0/24', '10.0.7.0/24'] }],
      }),
    },
    { when: 'connections are accepted although no rule lets them in', world: configured(lettingIn()) },
    {
      when: 'the name does not lead to the IPv6 address that no rule opens',
      world: configured({ ...dualStack, ...lettingIn(byCidr('10.0.0.0/16')) }),
    },
    {
      when: 'a part of the subnet in which the client may be is let in',
      world: inspected({ ...anyClientAddress, ...lettingIn(byCidr('10.0.7.0/25')) }),
    },
  ],
  reporting: [
    {
      when: 'no rule lets anyone in, and nothing answers',
      world: silenced(lettingIn()),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A, ENI_B],
          resources: ['sg-endpoint'],
          explains: ['path/packets-dropped', 'path/interface-silent'],
          evidence: [{ fact: 'securityGroups', path: '[1].IpPermissions', shows: 'sg-endpoint: no rule allows it' }],
          steps: [fix('sg-endpoint', 'sg-client', '--source-group sg-client')],
        },
      ],
      says: ['sg-endpoint', 'has no inbound rule for TCP 443', '10.0.7.20 with sg-client'],
    },
    {
      when: 'the group is a default one, which lets in its own members alone',
      world: silenced(lettingIn({ ...byGroup('sg-endpoint'), ...everyPort })),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B] }],
      says: ['only from sg-endpoint', '10.0.7.20 with sg-client'],
    },
    {
      when: 'configuration only, the rule names the subnet beside',
      world: inspected(lettingIn(byCidr('10.0.8.0/24'))),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], resources: ['sg-endpoint'] }],
      says: ['sg-endpoint', 'only from 10.0.8.0/24', '10.0.7.20'],
    },
    {
      when: 'the client is let in to neighbouring ports only',
      world: inspected(lettingIn({ ...byGroup('sg-client'), FromPort: 444, ToPort: 65_535 })),
      problems: [{ severity: 'blocking' }],
      says: ['has no inbound rule for TCP 443'],
    },
    {
      when: 'one of two interfaces has another group',
      world: halfSilenced({
        ...endpointIn(['sg-closed'], [ENI_B]),
        securityGroups: [...groups(), securityGroup('sg-closed')],
      }),
      problems: [
        {
          severity: 'degrading',
          on: [ENI_B],
          resources: ['sg-closed'],
          steps: [fix('sg-closed', 'sg-client', '--source-group sg-client')],
        },
      ],
      says: ['sg-closed', '10.0.7.20 with sg-client'],
    },
    {
      when: 'no rule matches, and the groups of the client are not known',
      world: inspected({ ...clientIn(), ...lettingIn(byCidr('10.0.8.0/24')) }),
      problems: [{ steps: [fix('sg-endpoint', '10.0.7.0/24', '--cidr 10.0.7.0/24')] }],
      says: ['only from 10.0.8.0/24', '10.0.7.0/24'],
    },
    {
      when: "the rule references the client's group, which does not show behind a transit gateway",
      world: inspected({
        ...fromSpoke,
        routeTables: routeTables({
          client: [{ DestinationCidrBlock: '10.0.0.0/16', TransitGatewayId: 'tgw-1', State: 'active' }],
          endpoint: [{ DestinationCidrBlock: '10.8.0.0/16', TransitGatewayId: 'tgw-1', State: 'active' }],
        }),
      }),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A, ENI_B],
          steps: [fix('sg-endpoint', '10.8.7.20/32', '--cidr 10.8.7.20/32')],
        },
      ],
      says: ['only from sg-client', '10.8.7.20'],
    },
  ],
});

test.each([
  ['a prefix list was not read', 'pl-unread', silenced(lettingIn(byPrefixList('pl-unread')))],
  ["the rules of the endpoint's group were not read", 'sg-endpoint', silenced({ securityGroups: [] })],
  ['a rule references a group, and those of the client are not known', 'sg-client', silenced(clientIn())],
  ['the groups of the interfaces are not known', 'which security groups', silenced(endpointIn([]))],
])('is undecided where %s', (_, missing, world) => {
  expect(evaluate(check, world)).toEqual({ undecided: expect.stringContaining(missing) });
});
