import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/route/return-missing.ts';
import type { Route } from '../../../../lib/model/aws.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { configured, inspected, routeTables, VPC } from '../../../support/configuration.ts';
import { fromSpoke, halfSilenced, silenced } from '../../../support/silent-world.ts';
import { ENI_A, ENI_B } from '../../../support/world.ts';

const LOCAL: Route = { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' };
const to = (DestinationCidrBlock: string, State = 'active'): Route => ({
  DestinationCidrBlock,
  VpcPeeringConnectionId: 'pcx-1',
  State,
});
const THERE = [{ DestinationCidrBlock: '10.8.0.0/16', GatewayId: 'local', State: 'active' }, to('10.0.0.0/16')];
/** The client's table leads to the endpoint; the endpoint's leads into its own VPC and along these routes. */
const leadingBack = (...routes: readonly Route[]) => ({
  ...fromSpoke,
  routeTables: routeTables({ client: THERE, endpoint: [LOCAL, ...routes] }),
});
/** Each subnet of the endpoint has a table of its own. */
const twoTables = (routesOfA: readonly Route[], routesOfB: readonly Route[]) => ({
  ...fromSpoke,
  routeTables: [
    ...routeTables({ client: THERE }).slice(0, 1),
    ...[['a', routesOfA] as const, ['b', routesOfB] as const].map(([zone, Routes]) => ({
      RouteTableId: `rtb-${zone}`,
      VpcId: VPC,
      Associations: [{ SubnetId: `subnet-${zone}`, Main: false }],
      Routes: [LOCAL, ...Routes],
    })),
  ],
});
const anySpokeAddress = { networkInterfaces: fromSpoke.networkInterfaces.slice(0, 2) };

checkTable(check, {
  healthy: configured(leadingBack(to('10.8.0.0/16'))),
  silent: [
    { when: 'client and endpoint are in one VPC', world: configured() },
    {
      when: 'it is the way there that has no route',
      world: silenced({ ...fromSpoke, routeTables: routeTables({ client: [], endpoint: [LOCAL, to('10.8.0.0/16')] }) }),
    },
    {
      when: 'there is a route back, and its target is gone',
      world: silenced(leadingBack(to('10.8.0.0/16', 'blackhole'))),
    },
  ],
  nearMiss: [
    { when: "nothing but the client's subnet has a route", world: inspected(leadingBack(to('10.8.7.0/24'))) },
    {
      when: "two routes lead back to one half of the client's subnet each",
      world: inspected({ ...leadingBack(to('10.8.7.0/25'), to('10.8.7.128/25')), ...anySpokeAddress }),
    },
    {
      when: 'only the default route leads back, to a transit gateway',
      world: inspected(leadingBack({ DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: 'tgw-1', State: 'active' })),
    },
    {
      when: 'both tables of its subnets lead back',
      world: inspected(twoTables([to('10.8.0.0/16')], [to('10.8.0.0/13')])),
    },
    { when: 'connections are accepted although no route leads back', world: configured(leadingBack()) },
  ],
  reporting: [
    {
      when: "the table leads nowhere but to the endpoint's own VPC, and nothing answers",
      world: silenced(leadingBack()),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A, ENI_B],
          resources: ['rtb-endpoint'],
          explains: ['path/packets-dropped', 'path/interface-silent'],
          steps: [
            {
              say: 'Add a route in rtb-endpoint to 10.8.0.0/16 through pcx-1',
              affects: 'route-table',
              run: [
                ...'aws ec2 create-route --region eu-west-2 --route-table-id rtb-endpoint'.split(' '),
                ...'--destination-cidr-block 10.8.0.0/16 --vpc-peering-connection-id pcx-1'.split(' '),
              ],
              undo: [
                ...'aws ec2 delete-route --region eu-west-2 --route-table-id rtb-endpoint'.split(' '),
                ...'--destination-cidr-block 10.8.0.0/16'.split(' '),
              ],
              permissions: ['ec2:CreateRoute'],
            },
          ],
        },
      ],
      says: [
        'rtb-endpoint',
        "doesn't route replies",
        `from ${ENI_A} (eni-0aaa), ${ENI_B} (eni-0bbb) back to 10.8.7.20`,
        'no route matches',
      ],
    },
    {
      when: 'configuration only, the route leads to the network beside',
      world: inspected(leadingBack(to('10.9.0.0/16'))),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B] }],
      says: ['rtb-endpoint', '10.8.7.20'],
    },
    {
      when: 'the table of one of two subnets leads back, and the interface in the other does not answer',
      world: halfSilenced(twoTables([to('10.8.0.0/16')], [])),
      problems: [{ severity: 'degrading', on: [ENI_B], resources: ['rtb-b'] }],
      says: ['rtb-b', ENI_B],
    },
    {
      when: "the route leads back to half of the client's subnet",
      world: inspected({ ...leadingBack(to('10.8.7.0/25')), ...anySpokeAddress }),
      problems: [{ severity: 'degrading', on: [ENI_A, ENI_B] }],
      says: ['routes only some of the replies', '10.8.7.0/24', 'passes only for 10.8.7.0/25'],
    },
  ],
});

const toPrefixList = leadingBack({ DestinationPrefixListId: 'pl-spokes', TransitGatewayId: 'tgw-1', State: 'active' });

test.each([
  ['a prefix list of its routes was not read', silenced(toPrefixList), 'pl-spokes'],
  [
    "the table of the endpoint's subnets was not read",
    silenced({ routeTables: routeTables().slice(0, 1) }),
    'subnet-a',
  ],
])('is undecided where %s', (_, world, missing) => {
  expect(evaluate(check, world)).toEqual({ undecided: expect.stringContaining(missing) });
});
