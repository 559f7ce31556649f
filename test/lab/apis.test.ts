import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  DescribeDhcpOptionsCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
  GetManagedPrefixListEntriesCommand,
  paginateDescribeSubnets,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { answerEc2 } from './apis/ec2.ts';
import { describeWorld } from './describe-world.ts';
import { drawWorld } from './draw-world.ts';

const world = {
  ...drawWorld(11, { zones: 3, client: 'other-vpc' }),
  PrefixLists: { 'pl-0123456789abcdef0': ['10.0.0.0/8', '100.64.0.0/10'] },
};
const documents = describeWorld(world);

describe("the simulated EC2 API, asked by the AWS SDK, whose parsing is nobody's here", () => {
  const server = createServer((request, response) => {
    text(request)
      .then((body) => answerEc2(new URLSearchParams(body), world))
      .then(
        ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
        () => response.destroy(),
      );
  });
  let ec2: EC2Client;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ec2 = new EC2Client({
      region: world.Region,
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
      maxAttempts: 1,
    });
  });

  afterAll(() => {
    ec2.destroy();
    server.close();
  });

  /** What the SDK made of an answer, without what it leaves undefined. */
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

  test.each([
    ['describe-vpcs', 'Vpcs', new DescribeVpcsCommand({})],
    ['describe-subnets', 'Subnets', new DescribeSubnetsCommand({})],
    ['describe-security-groups', 'SecurityGroups', new DescribeSecurityGroupsCommand({})],
    ['describe-network-acls', 'NetworkAcls', new DescribeNetworkAclsCommand({})],
    ['describe-route-tables', 'RouteTables', new DescribeRouteTablesCommand({})],
    ['describe-network-interfaces', 'NetworkInterfaces', new DescribeNetworkInterfacesCommand({})],
    ['describe-vpc-endpoints', 'VpcEndpoints', new DescribeVpcEndpointsCommand({})],
    ['describe-vpc-endpoint-services', 'ServiceDetails', new DescribeVpcEndpointServicesCommand({})],
    ['describe-dhcp-options', 'DhcpOptions', new DescribeDhcpOptionsCommand({})],
  ] as const)('%s gives back just what describes the world', async (document, key, command) => {
    const answer = (await ec2.send(command as DescribeVpcsCommand)) as unknown as Record<string, unknown>;
    expect(plain(answer[key])).toEqual(plain(documents[document]?.[key]));
  });

  test('a filter takes any of its values, and several filters count together', async () => {
    const [a, b] = [world.Subnets.a, world.Subnets.b];
    const { Subnets = [] } = await ec2.send(
      new DescribeSubnetsCommand({
        Filters: [
          { Name: 'subnet-id', Values: [a?.SubnetId ?? '', b?.SubnetId ?? ''] },
          { Name: 'availability-zone', Values: [a?.AvailabilityZone ?? ''] },
        ],
      }),
    );
    expect(Subnets.map((subnet) => subnet.SubnetId)).toEqual([a?.SubnetId]);
  });

  test('pages hold all items, each once', async () => {
    const found: unknown[] = [];
    for await (const page of paginateDescribeSubnets({ client: ec2, pageSize: 2 }, {}))
      found.push(...(page.Subnets ?? []).map((subnet) => subnet.SubnetId));
    expect(found).toEqual(Object.values(world.Subnets).map((subnet) => subnet.SubnetId));
    expect(found.length).toBeGreaterThan(2);
  });

  test('DNS attributes and the entries of prefix lists are told one by one', async () => {
    const attribute = new DescribeVpcAttributeCommand({ VpcId: world.Vpc.VpcId, Attribute: 'enableDnsSupport' });
    expect((await ec2.send(attribute)).EnableDnsSupport?.Value).toBe(true);
    const { Entries } = await ec2.send(
      new GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-0123456789abcdef0' }),
    );
    expect(Entries?.map((entry) => entry.Cidr)).toEqual(['10.0.0.0/8', '100.64.0.0/10']);
  });

  test("an id that leads nowhere is EC2's own error", async () => {
    const command = new DescribeVpcAttributeCommand({ VpcId: 'vpc-0none', Attribute: 'enableDnsSupport' });
    await expect(ec2.send(command)).rejects.toMatchObject({ name: 'InvalidVpcID.NotFound' });
  });
});
