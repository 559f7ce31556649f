import { describe, expect, test } from '@jest/globals';
import { importDescribeOutput } from '../lib/gather/import/describe-output.ts';
import type { RouteTable } from '../lib/model/aws.ts';
import { reportOf } from '../lib/report/report.ts';
import {
  acls,
  groups,
  HEALTHY_CONFIGURATION,
  inspected,
  routeTables,
  SUBNETS,
  subnet,
} from './support/configuration.ts';
import { ALL_ENTRIES } from './support/network.ts';
import { factsOf } from './support/world.ts';

/** Where each item is searched for among all others, these counts mean minutes: the tests would not end. */
const MANY = 10_000;

const manySubnets = Array.from({ length: MANY }, (_, index) =>
  subnet(`subnet-${index}`, `10.${100 + (index >> 12)}.${(index >> 4) & 255}.${(index & 15) * 16}/28`, 'a'),
);
const ids = manySubnets.map((one) => one.SubnetId);

describe('a client in thousands of subnets', () => {
  const routes = [{ DestinationCidrBlock: '10.0.0.0/8', GatewayId: 'local', State: 'active' }];
  const [ownTable, ...otherTables] = routeTables({ client: routes, endpoint: routes });
  const world = (change: Parameters<typeof inspected>[0]) =>
    inspected({
      routeTables: [{ ...ownTable, Associations: [{ Main: true }] } as RouteTable, ...otherTables],
      subnets: [...SUBNETS, ...manySubnets],
      source: { ...HEALTHY_CONFIGURATION.source, subnetIds: ids, addresses: [] },
      ...change,
    });

  test('is judged, and a rule that closes every way is one finding that fits a screen', () => {
    const report = reportOf(factsOf(world({ securityGroups: groups({ ingress: [] }) })));
    const [found] = report.causes.filter((cause) => cause.code === 'sg/endpoint-ingress-missing');
    expect(found?.summary).toContain(`and ${MANY - 3} more`);
    expect(JSON.stringify(report).length).toBeLessThan(1_000_000);
  });

  test('with an ACL of each its own, too', () => {
    const networkAcls = ids.map((SubnetId, index) => ({
      NetworkAclId: `acl-${index}`,
      VpcId: 'vpc-1',
      IsDefault: false,
      Associations: [{ SubnetId }],
      Entries: ALL_ENTRIES,
    }));
    const report = reportOf(factsOf(world({ networkAcls: [...acls(), ...networkAcls] })));
    expect(report.predicted).toBe('open');
  });
});

test('a folder with tens of thousands of interfaces and groups is read, and what leads nowhere is named', () => {
  const count = 50_000;
  const content = {
    NetworkInterfaces: Array.from({ length: count }, (_, index) => ({
      NetworkInterfaceId: `eni-${index}`,
      SubnetId: `subnet-${index % MANY}`,
      Groups: [{ GroupId: `sg-${index}` }],
    })),
    SecurityGroupRules: Array.from({ length: count - 1 }, (_, index) => ({
      GroupId: `sg-${index}`,
      IsEgress: false,
      IpProtocol: '-1',
    })),
    Subnets: manySubnets,
    VpcEndpoints: [
      { VpcEndpointId: 'vpce-1', NetworkInterfaceIds: Array.from({ length: count }, (_, index) => `eni-${index}`) },
    ],
  };
  const { described, warnings } = importDescribeOutput([{ name: 'all.json', content }]);
  expect(described.networkInterfaces).toHaveLength(count);
  expect(warnings).toEqual([`eni-${count - 1} refers to sg-${count - 1}, which no file holds`]);
});
