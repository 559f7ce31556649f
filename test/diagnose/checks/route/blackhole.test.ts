import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/route/blackhole.ts';
import type { Route } from '../../../../lib/model/aws.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { configured, inspected, routeTables } from '../../../support/configuration.ts';
import { fromSpoke, halfSilenced, silenced } from '../../../support/silent-world.ts';
import { ENI_A, ENI_B } from '../../../support/world.ts';

const local = (DestinationCidrBlock: string): Route => ({ DestinationCidrBlock, GatewayId: 'local', State: 'active' });
const peered = (DestinationCidrBlock: string): Route => ({
  DestinationCidrBlock,
  VpcPeeringConnectionId: 'pcx-1',
  State: 'active',
});
const dead = (DestinationCidrBlock: string): Route => ({ ...peered(DestinationCidrBlock), State: 'blackhole' });
/** Both tables lead to the other network by peering, but where other routes are given. */
const between = (over: { readonly there?: readonly Route[]; readonly back?: readonly Route[] } = {}) => ({
  ...fromSpoke,
  routeTables: routeTables({
    client: [local('10.8.0.0/16'), ...(over.there ?? [peered('10.0.0.0/16')])],
    endpoint: [local('10.0.0.0/16'), ...(over.back ?? [peered('10.8.0.0/16')])],
  }),
});
/** A route inside the VPC, longer than the VPC's own, that leads to one interface by way of an appliance. */
const byAppliance = (State: string) => ({
  routeTables: routeTables({
    client: [local('10.0.0.0/16'), { DestinationCidrBlock: '10.0.2.0/24', NetworkInterfaceId: 'eni-appliance', State }],
  }),
});

checkTable(check, {
  healthy: configured(between()),
  silent: [
    { when: 'no route matches', world: silenced(between({ there: [] })) },
    { when: 'no route leads back', world: silenced(between({ back: [] })) },
  ],
  nearMiss: [
    {
      when: 'a dead route is for another network',
      world: inspected(between({ there: [dead('10.9.0.0/16'), peered('10.0.0.0/16')] })),
    },
    {
      when: 'a dead route is shorter than one that leads on',
      world: inspected(
        between({
          there: [dead('10.0.0.0/8'), peered('10.0.0.0/16')],
          back: [dead('0.0.0.0/0'), peered('10.8.7.0/24')],
        }),
      ),
    },
    {
      when: "a dead default route stands beside the VPC's own",
      world: inspected({ routeTables: routeTables({ client: [dead('0.0.0.0/0'), local('10.0.0.0/16')] }) }),
    },
    {
      when: 'connections are accepted although the route there is dead',
      world: configured(between({ there: [dead('10.0.0.0/16')] })),
    },
  ],
  reporting: [
    {
      when: 'the peering connection of the route there is gone, and nothing answers',
      world: silenced(between({ there: [dead('10.0.0.0/16')] })),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A, ENI_B],
          resources: ['rtb-client'],
          explains: ['path/packets-dropped', 'path/interface-silent'],
          steps: [
            {
              say: 'Point the route 10.0.0.0/16 to pcx-1 in rtb-client to a target that exists, or remove it',
              affects: 'route-table',
              undo: 'Put the earlier route back',
              permissions: ['ec2:ReplaceRoute', 'ec2:DeleteRoute'],
            },
          ],
        },
      ],
      says: ['rtb-client', '10.0.0.0/16 to pcx-1', 'no longer exists', '10.8.7.20', ENI_A],
    },
    {
      when: 'the route back is dead, configuration only',
      world: inspected(between({ back: [dead('10.8.0.0/16')] })),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], resources: ['rtb-endpoint'] }],
      says: ['rtb-endpoint', 'back to 10.8.7.20', '10.8.0.0/16 to pcx-1'],
    },
    {
      when: 'a dead route is longer than one that leads on',
      world: inspected(between({ there: [peered('10.0.0.0/16'), dead('10.0.2.0/24')] })),
      problems: [{ severity: 'degrading', on: [ENI_B], resources: ['rtb-client'] }],
      says: ['10.0.2.0/24 to pcx-1', ENI_B],
    },
    {
      when: 'inside the VPC, the appliance before one interface is gone, and that one does not answer',
      world: halfSilenced(byAppliance('blackhole')),
      problems: [{ severity: 'degrading', on: [ENI_B], resources: ['rtb-client'] }],
      says: ['10.0.2.0/24 to eni-appliance', ENI_B],
    },
    {
      when: "the dead route back is for half of the client's subnet",
      world: inspected({
        ...between({ back: [peered('10.8.0.0/16'), dead('10.8.7.128/25')] }),
        networkInterfaces: fromSpoke.networkInterfaces.slice(0, 2),
      }),
      problems: [{ severity: 'degrading', on: [ENI_A, ENI_B], resources: ['rtb-endpoint'] }],
      says: ['10.8.7.128/25 to pcx-1', 'passes only for 10.8.7.0/25'],
    },
  ],
});

test.each([
  [
    'a dead route may be outdone by one for a prefix list that was not read',
    between({
      there: [dead('10.0.0.0/16'), { DestinationPrefixListId: 'pl-hub', TransitGatewayId: 'tgw-1', State: 'active' }],
    }),
    'pl-hub',
  ],
  [
    "the way inside the VPC leads by an appliance, and what happens there isn't known",
    byAppliance('active'),
    'eni-appliance',
  ],
  ["the table of the client's subnet was not read", { routeTables: routeTables().slice(1) }, 'subnet-client'],
  ["the table of the endpoint's subnets was not read", { routeTables: routeTables().slice(0, 1) }, 'subnet-a'],
])('is undecided where %s', (_, change, missing) => {
  expect(evaluate(check, silenced(change))).toEqual({ undecided: expect.stringContaining(missing) });
});
