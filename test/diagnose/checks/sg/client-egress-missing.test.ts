import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/sg/client-egress-missing.ts';
import type { IpPermission } from '../../../../lib/model/aws.ts';
import type { Problem } from '../../../../lib/model/problem.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import {
  configured,
  endpoint,
  groups,
  HEALTHY_CONFIGURATION,
  inspected,
  networkInterface,
  routeTables,
} from '../../../support/configuration.ts';
import { byCidr, byGroup, byPrefixList, securityGroup } from '../../../support/network.ts';
import { dualStack, fromSpoke, halfSilenced, silenced } from '../../../support/silent-world.ts';
import { ENI_A, ENI_B, PUBLIC, resolvesTo, silentTcp, tcp, tls } from '../../../support/world.ts';

const lettingOut = (...egress: readonly IpPermission[]) => ({ securityGroups: groups({ egress }) });
const clientIn = (...securityGroupIds: readonly string[]) => ({
  source: { ...HEALTHY_CONFIGURATION.source, securityGroupIds },
});
const v4Alone = { ...dualStack, ...lettingOut(byCidr('0.0.0.0/0')) };
const allow = {
  say: 'Allow outbound TCP 443 in sg-client to sg-endpoint',
  run: [
    ...'aws ec2 authorize-security-group-egress --region eu-west-2 --group-id sg-client'.split(' '),
    ...['--ip-permissions', 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-endpoint}]'],
  ],
  affects: 'source-group' as const,
  undo: [
    ...'aws ec2 revoke-security-group-egress --region eu-west-2 --group-id sg-client'.split(' '),
    ...['--ip-permissions', 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-endpoint}]'],
  ],
  permissions: ['ec2:AuthorizeSecurityGroupEgress'],
};

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: "the endpoint's group is closed", world: silenced({ securityGroups: groups({ ingress: [] }) }) },
    { when: 'one of two addresses is let out', world: halfSilenced(lettingOut(byCidr('10.0.1.0/24'))) },
  ],
  nearMiss: [
    {
      when: 'a second group of the client lets 443 out',
      world: inspected({
        ...clientIn('sg-client', 'sg-more'),
        securityGroups: [
          ...groups({ egress: [] }),
          securityGroup('sg-more', { IpPermissionsEgress: [byCidr('10.0.0.0/16')] }),
        ],
      }),
    },
    {
      when: 'a second group was not read, and the rules of the first are enough',
      world: inspected(clientIn('sg-client', 'sg-unread')),
    },
    {
      when: 'the rule is for all protocols and names no ports',
      world: inspected(
        lettingOut({ ...byCidr('0.0.0.0/0'), IpProtocol: '-1', FromPort: undefined, ToPort: undefined }),
      ),
    },
    {
      when: 'the rule names the protocol by its number, and all ports',
      world: inspected(lettingOut({ ...byCidr('10.0.0.0/8'), IpProtocol: '6', FromPort: 0, ToPort: 65_535 })),
    },
    { when: "the rule references the endpoint's group", world: inspected(lettingOut(byGroup('sg-endpoint'))) },
    {
      when: "the rule references a prefix list that holds the endpoint's addresses",
      world: inspected({
        ...lettingOut(byPrefixList('pl-1')),
        prefixLists: [{ PrefixListId: 'pl-1', Cidrs: ['10.0.1.0/24', '10.0.2.0/24'] }],
      }),
    },
    {
      when: 'each address has a rule of its own, behind a rule for another port',
      world: inspected(
        lettingOut(
          { ...byCidr('0.0.0.0/0'), FromPort: 53, ToPort: 53 },
          byCidr(`${ENI_A}/32`),
          byCidr(`${ENI_B}/32`, '192.168.0.0/16'),
        ),
      ),
    },
    { when: 'connections are accepted although no rule lets them out', world: configured(lettingOut()) },
    { when: 'the name does not lead to the IPv6 address that no rule lets out', world: configured(v4Alone) },
  ],
  reporting: [
    {
      when: 'no rule lets anything out, and nothing answers',
      world: silenced(lettingOut()),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A, ENI_B],
          resources: ['sg-client'],
          explains: ['path/packets-dropped', 'path/interface-silent'],
          evidence: [
            { fact: 'securityGroups', path: '[0].IpPermissionsEgress', shows: 'sg-client: no rule allows it' },
          ],
          steps: [allow],
        },
      ],
      says: ['sg-client', 'has no outbound rule for TCP 443', `${ENI_A} (eni-0aaa)`, `${ENI_B} (eni-0bbb)`],
    },
    {
      when: 'no rule lets anything out, configuration only',
      world: inspected(lettingOut()),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], resources: ['sg-client'] }],
      says: ['sg-client', 'has no outbound rule for TCP 443'],
    },
    {
      when: 'the rules are for another port and another protocol',
      world: inspected(
        lettingOut({ ...byCidr('0.0.0.0/0'), FromPort: 80, ToPort: 80 }, { ...byCidr('0.0.0.0/0'), IpProtocol: 'udp' }),
      ),
      problems: [{ severity: 'blocking' }],
      says: ['has no outbound rule for TCP 443'],
    },
    {
      when: "the rule references the client's own group",
      world: inspected(lettingOut(byGroup('sg-client'))),
      problems: [{ severity: 'blocking', steps: [allow] }],
      says: ['only to sg-client', ENI_A],
    },
    {
      when: "the rule references the endpoint's group, which does not show behind a transit gateway",
      world: inspected({
        ...fromSpoke,
        securityGroups: groups({ egress: [byGroup('sg-endpoint')], ingress: [byCidr('10.8.0.0/16')] }),
        routeTables: routeTables({
          client: [{ DestinationCidrBlock: '10.0.0.0/16', TransitGatewayId: 'tgw-1', State: 'active' }],
          endpoint: [{ DestinationCidrBlock: '10.8.0.0/16', TransitGatewayId: 'tgw-1', State: 'active' }],
        }),
      }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], resources: ['sg-client'] }],
      says: ['only to sg-endpoint', ENI_A, ENI_B],
    },
    {
      when: 'only public addresses are let out, and the secret comes that way',
      world: configured({
        ...lettingOut(byCidr('203.0.113.0/24')),
        serviceDns: resolvesTo([PUBLIC]),
        tcp: [tcp(PUBLIC), silentTcp(ENI_A), silentTcp(ENI_B)],
        tls: [tls(PUBLIC)],
      }),
      problems: [{ severity: 'degrading', on: [ENI_A, ENI_B] }],
      says: ['only to 203.0.113.0/24', ENI_A, ENI_B],
    },
  ],
});

test.each([
  ['a prefix list was not read', 'pl-unread', silenced(lettingOut(byPrefixList('pl-unread')))],
  ['the rules of a group were not read', 'sg-more', silenced({ ...clientIn('sg-client', 'sg-more'), ...lettingOut() })],
  ['the groups of the client are not known', 'which security groups', silenced({ ...clientIn(), ...lettingOut() })],
])('is undecided where %s', (_, missing, world) => {
  expect(evaluate(check, world)).toEqual({ undecided: expect.stringContaining(missing) });
});

test.each([1, 2, 4, 6])(
  'its summary has no more than 300 characters, of %i groups and interfaces with ids of real length',
  (count) => {
    const ids = Array.from({ length: count }, (_, n) => `eni-0123456789abcdef${n}`);
    const groupIds = ids.map((_, n) => `sg-0123456789abcdef${n}`);
    for (const IpPermissionsEgress of [[], groupIds.map((id) => byGroup(id.replace('sg-0', 'sg-1')))]) {
      const world = inspected({
        ...clientIn(...groupIds),
        securityGroups: [
          ...groupIds.map((id) => securityGroup(id, { IpPermissionsEgress })),
          ...groups().filter(({ GroupId }) => GroupId === 'sg-endpoint'),
        ],
        vpcEndpoints: [endpoint({ NetworkInterfaceIds: ids })],
        networkInterfaces: ids.map((id, n) => networkInterface(id, 'subnet-a', `10.0.1.10${n}`)),
      });
      const [problem] = evaluate(check, world) as readonly Problem[];
      expect(problem?.summary.length).toBeLessThanOrEqual(300);
      expect(problem?.summary).toContain(ids[0]);
    }
  },
);
