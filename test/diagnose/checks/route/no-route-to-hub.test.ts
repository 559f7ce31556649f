import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/route/no-route-to-hub.ts';
import type { Route } from '../../../../lib/model/aws.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { configured, HEALTHY_CONFIGURATION, inspected, routeTables, VPC } from '../../../support/configuration.ts';
import { fromSpoke, halfSilenced, silenced } from '../../../support/silent-world.ts';
import { ENI_A, ENI_B } from '../../../support/world.ts';

const LOCAL: Route = { DestinationCidrBlock: '10.8.0.0/16', GatewayId: 'local', State: 'active' };
const to = (DestinationCidrBlock: string, State = 'active'): Route => ({
  DestinationCidrBlock,
  VpcPeeringConnectionId: 'pcx-1',
  State,
});
const BACK = [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' }, to('10.8.0.0/16')];
/** The client's table leads into its own VPC and along these routes; the endpoint's leads back. */
const leading = (...routes: readonly Route[]) => ({
  ...fromSpoke,
  routeTables: routeTables({ client: [LOCAL, ...routes], endpoint: BACK }),
});
const toPrefixList = leading({ DestinationPrefixListId: 'pl-hub', TransitGatewayId: 'tgw-1', State: 'active' });
const mainTable = (routes: readonly Route[]) => ({
  ...fromSpoke,
  routeTables: [
    ...routeTables({ endpoint: BACK }).slice(1),
    { RouteTableId: 'rtb-hub-main', VpcId: VPC, Associations: [{ Main: true }], Routes: BACK },
    { RouteTableId: 'rtb-main', VpcId: 'vpc-spoke', Associations: [{ Main: true }], Routes: routes },
  ],
});

checkTable(check, {
  healthy: configured(leading(to('10.0.0.0/16'))),
  silent: [
    { when: 'client and endpoint are in one VPC', world: configured() },
    {
      when: 'it is the way back that has no route',
      world: silenced({ ...fromSpoke, routeTables: routeTables({ client: [LOCAL, to('10.0.0.0/16')] }) }),
    },
    { when: 'there is a route, and its target is gone', world: silenced(leading(to('10.0.0.0/16', 'blackhole'))) },
  ],
  nearMiss: [
    {
      when: 'each subnet of the endpoint has a route of its own',
      world: inspected(leading(to('10.0.1.0/24'), to('10.0.2.0/24'))),
    },
    {
      when: 'only the default route leads there, to a transit gateway',
      world: inspected(leading({ DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: 'tgw-1', State: 'active' })),
    },
    {
      when: 'the route is for a prefix list that holds the network',
      world: inspected({ ...toPrefixList, prefixLists: [{ PrefixListId: 'pl-hub', Cidrs: ['10.0.0.0/16'] }] }),
    },
    {
      when: "the client's subnet has no table of its own, and the main one leads there",
      world: inspected(mainTable([LOCAL, to('10.0.0.0/16')])),
    },
    {
      when: 'another table of the VPC has no route',
      world: inspected({
        ...fromSpoke,
        routeTables: [...mainTable([LOCAL]).routeTables, ...leading(to('10.0.0.0/16')).routeTables],
      }),
    },
    {
      when: "the prefix list of a gateway endpoint was not read, and the VPC's own route leads there",
      world: inspected({
        routeTables: routeTables({
          client: [
            { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' },
            { DestinationPrefixListId: 'pl-s3', GatewayId: 'vpce-s3', State: 'active' },
          ],
        }),
      }),
    },
    { when: 'connections are accepted although no route matches', world: configured(leading()) },
  ],
  reporting: [
    {
      when: "the table leads nowhere but to the client's own VPC, and nothing answers",
      world: silenced(leading()),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A, ENI_B],
          resources: ['rtb-client'],
          explains: ['path/packets-dropped', 'path/interface-silent'],
          steps: [
            {
              say: 'Add a route in rtb-client to 10.0.0.0/16 through pcx-1',
              affects: 'route-table',
              undo: [
                ...'aws ec2 delete-route --region eu-west-2 --route-table-id rtb-client'.split(' '),
                ...'--destination-cidr-block 10.0.0.0/16'.split(' '),
              ],
              permissions: ['ec2:CreateRoute'],
            },
          ],
        },
      ],
      says: ['rtb-client', '10.8.7.20', ENI_A, ENI_B, 'no route matches'],
    },
    {
      when: 'configuration only, the route leads to the network beside',
      world: inspected(leading(to('10.1.0.0/16'))),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B] }],
      says: ['rtb-client', 'no route matches'],
    },
    {
      when: "the client's subnet has no table of its own, and the main one leads nowhere",
      world: silenced(mainTable([LOCAL])),
      problems: [{ severity: 'blocking', resources: ['rtb-main'] }],
      says: ['rtb-main'],
    },
    {
      when: 'only the subnet of one interface has a route, and the other does not answer',
      world: halfSilenced(leading(to('10.0.1.0/24'))),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: [ENI_B],
    },
    {
      when: 'the prefix list of the route does not hold the network',
      world: inspected({ ...toPrefixList, prefixLists: [{ PrefixListId: 'pl-hub', Cidrs: ['10.9.0.0/16'] }] }),
      problems: [{ severity: 'blocking' }],
      says: ['rtb-client'],
    },
    {
      when: 'the only default route is for IPv6',
      world: inspected(leading({ DestinationIpv6CidrBlock: '::/0', TransitGatewayId: 'tgw-1', State: 'active' })),
      problems: [{ severity: 'blocking' }],
      says: ['rtb-client'],
    },
  ],
});

test.each([
  ['a prefix list of its routes was not read', silenced(toPrefixList), 'pl-hub'],
  ["the table of the client's subnet was not read", silenced({ routeTables: routeTables().slice(1) }), 'subnet-client'],
  [
    "the client's subnet has no table of its own, and whose main table it uses is not known",
    silenced({ ...mainTable([LOCAL]), subnets: HEALTHY_CONFIGURATION.subnets.slice(1) }),
    'subnet-client',
  ],
])('is undecided where %s', (_, world, missing) => {
  expect(evaluate(check, world)).toEqual({ undecided: expect.stringContaining(missing) });
});
