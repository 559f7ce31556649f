import type { RouteTable } from '../../model/aws.ts';
import type { Hop } from '../../model/path-evaluation.ts';
import type { PredictedPath } from '../../model/predicted-path.ts';
import type { RouteTarget } from '../../model/rule-ref.ts';
import type { Target } from '../../model/run.ts';
import type { Step } from '../../model/step.ts';

/** What a route may lead to from both of the networks that it connects, under the same id. */
const CONNECTS = {
  'transit-gateway': { option: '--transit-gateway-id', terraform: 'transit_gateway_id', cdk: 'transitGatewayId' },
  'vpc-peering-connection': {
    option: '--vpc-peering-connection-id',
    terraform: 'vpc_peering_connection_id',
    cdk: 'vpcPeeringConnectionId',
  },
} as const;

type Connection = { readonly via: (typeof CONNECTS)[keyof typeof CONNECTS]; readonly id: string };

interface Missing {
  readonly table: string;
  /** Which leg of the path lacks the route. */
  readonly leg: Hop['leg'];
  readonly predictedPaths: readonly [PredictedPath, ...PredictedPath[]];
}

/** Adds the missing route, through what the other leg of the path leads through where that is known. */
export function addRoute(
  { table, leg, predictedPaths }: Missing,
  tables: readonly RouteTable[],
  target: Target,
): readonly Step[] {
  const [predicted] = predictedPaths;
  const back = predicted.evaluation.hops.find((hop) => hop.kind === 'route-table' && hop.leg !== leg);
  const over = back?.ruling.parts.flatMap(({ rule }) => (rule?.kind === 'route' ? rule.target : []))[0];
  const connection = over && connectionOf(over);
  const blocks = networkOf(back?.resources[0], tables);
  const exact = predictedPaths.map(({ address, source }) => (leg === 'forward' ? address : source.addresses));
  if (!connection || blocks.length === 0)
    return [
      {
        say: `Add a route in ${table} to ${[...new Set(exact)].join(', ')} through the transit gateway or peering connection`,
        ...common,
        terraform: 'aws_route',
        cdk: 'CfnRoute',
      },
    ];
  return blocks.map((block) => routeThrough(connection, table, block, target));
}

const common = {
  affects: 'route-table',
  undo: 'Delete the route again',
  permissions: ['ec2:CreateRoute'],
  effect: 'opens',
} as const;

function routeThrough({ via, id }: Connection, table: string, block: string, { region }: Target): Step {
  const route = ['--region', region, '--route-table-id', table, '--destination-cidr-block', block];
  return {
    say: `Add a route in ${table} to ${block} through ${id}`,
    ...common,
    run: ['aws', 'ec2', 'create-route', ...route, via.option, id],
    undo: ['aws', 'ec2', 'delete-route', ...route],
    terraform: `aws_route: route_table_id = "${table}", destination_cidr_block = "${block}", ${via.terraform} = "${id}"`,
    cdk: `new CfnRoute(…, { routeTableId: '${table}', destinationCidrBlock: '${block}', ${via.cdk}: '${id}' })`,
  };
}

function connectionOf({ kind, id }: RouteTarget): Connection | null {
  return id !== null && (kind === 'transit-gateway' || kind === 'vpc-peering-connection')
    ? { via: CONNECTS[kind], id }
    : null;
}

/** The IPv4 blocks of the VPC that a route table is of: those of its local routes. */
const networkOf = (id: string | undefined, tables: readonly RouteTable[]): readonly string[] =>
  tables
    .filter((table) => table.RouteTableId === id)
    .flatMap(({ Routes }) => Routes)
    .flatMap((route) =>
      route.GatewayId === 'local' && route.DestinationCidrBlock ? [route.DestinationCidrBlock] : [],
    );

/** Repairs or takes away a route whose target is gone; which of the two, its owner knows. */
export const repairRoute = (table: string, named: string): Step => ({
  say: `Point the route${named} in ${table} to a target that exists, or remove it`,
  affects: 'route-table',
  undo: 'Put the earlier route back',
  permissions: ['ec2:ReplaceRoute', 'ec2:DeleteRoute'],
  terraform: 'aws_route',
  cdk: 'CfnRoute',
  effect: 'opens',
});
