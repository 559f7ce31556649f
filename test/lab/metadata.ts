import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type LinkLocalHosts, type LinkLocalRoute, METADATA_TOKEN } from './link-local.ts';
import { subnetRoleOf, type World } from './world.ts';

/** Where an instance is told about itself, and where a task is. */
const INSTANCE = '169.254.169.254';
const TASK = '169.254.170.2';

/** Who tells the client's place, by the link-local address; nobody is at an address that is not here. */
export function metadataHosts({ Behaviour: { metadata } }: World): LinkLocalHosts {
  if (metadata === 'instance') return { [INSTANCE]: [instanceMetadata] };
  if (metadata === 'ecs-task') return { [TASK]: [taskMetadata] };
  return metadata === 'silent' ? { [INSTANCE]: [() => true], [TASK]: [() => true] } : {};
}

/** What the platform tells the client to ask. */
export const metadataVariables = (world: World): Readonly<Record<string, string>> =>
  world.Behaviour.metadata === 'ecs-task'
    ? { ECS_CONTAINER_METADATA_URI_V4: `http://${TASK}/v4/${containerIdOf(world)}` }
    : {};

const containerIdOf = ({ Vpc }: World): string => createHash('sha256').update(Vpc.VpcId).digest('hex').slice(0, 32);

/** A locally administered one, by the interface's id. The client's own link in the lab has another. */
const macOf = (networkInterfaceId: string): string =>
  `02:${createHash('sha256').update(networkInterfaceId).digest('hex').slice(0, 10).match(/../g)?.join(':')}`;

/** The client's place, as the world has it. */
function placeIn(world: World) {
  const { client } = world.NetworkInterfaces;
  const subnet = world.Subnets[subnetRoleOf(world, 'client')];
  if (!client || !subnet) throw new Error('a world needs a client in a subnet');
  return { client, subnet, mac: macOf(client.NetworkInterfaceId) };
}

/** IMDSv2: a token, then questions that carry it. Source: EC2 User Guide, "Use the Instance Metadata Service". */
const instanceMetadata: LinkLocalRoute = ({ method, url = '', headers }, response, world) => {
  const asked = /^\/latest\/(api\/token|meta-data\/.*)$/.exec(url)?.[1];
  if (asked === undefined) return false;
  if (asked === 'api/token') {
    const isAsked = method === 'PUT' && headers['x-aws-ec2-metadata-token-ttl-seconds'] !== undefined;
    return say(response, isAsked ? 200 : 405, isAsked ? METADATA_TOKEN : '');
  }
  if (method !== 'GET' || headers['x-aws-ec2-metadata-token'] !== METADATA_TOKEN) return say(response, 401, '');
  const told = categoriesOf(world)[asked.slice('meta-data/'.length)];
  return told !== undefined && say(response, 200, told);
};

/** Source: EC2 User Guide, "Instance metadata categories". Without IPv6, its categories are not there. */
function categoriesOf(world: World): Readonly<Record<string, string>> {
  const { client, subnet, mac } = placeIn(world);
  const own = Object.entries({
    'vpc-id': world.Vpc.VpcId,
    'vpc-ipv4-cidr-block': world.Vpc.CidrBlock,
    'vpc-ipv4-cidr-blocks': world.Vpc.CidrBlock,
    'subnet-id': subnet.SubnetId,
    'subnet-ipv4-cidr-block': subnet.CidrBlock,
    'security-group-ids': client.Groups.map(({ GroupId }) => GroupId).join('\n'),
    'local-ipv4s': client.PrivateIpAddress,
  });
  return {
    mac,
    'network/interfaces/macs/': `${mac}/`,
    ...Object.fromEntries(own.map(([name, told]) => [`network/interfaces/macs/${mac}/${name}`, told])),
    'placement/availability-zone': subnet.AvailabilityZone,
    'placement/availability-zone-id': subnet.AvailabilityZoneId,
  };
}

/** Of a task on Fargate. Source: ECS Developer Guide, "Task metadata endpoint version 4 examples". */
const taskMetadata: LinkLocalRoute = ({ method, url = '' }, response, world) => {
  const path = `/v4/${containerIdOf(world)}`;
  if (method !== 'GET' || (url !== path && url !== `${path}/task`)) return false;
  const { client, subnet, mac } = placeIn(world);
  const [base = '', length] = subnet.CidrBlock.split('/');
  const cluster = `${world.Region}:${world.AccountId}`;
  const network = {
    NetworkMode: 'awsvpc',
    IPv4Addresses: [client.PrivateIpAddress],
    AttachmentIndex: 0,
    MACAddress: mac,
    IPv4SubnetCIDRBlock: subnet.CidrBlock,
    PrivateDNSName: `ip-${client.PrivateIpAddress.replaceAll('.', '-')}.${world.Region}.compute.internal`,
    SubnetGatewayIpv4Address: `${base.replace(/\d+$/, '1')}/${length}`,
  };
  const container = { DockerId: containerIdOf(world), Name: 'app', Type: 'NORMAL', Networks: [network] };
  const task = {
    Cluster: `arn:aws:ecs:${cluster}:cluster/default`,
    TaskARN: `arn:aws:ecs:${cluster}:task/default/${containerIdOf(world)}`,
    LaunchType: 'FARGATE',
    AvailabilityZone: subnet.AvailabilityZone,
  };
  return say(response, 200, JSON.stringify(url === path ? container : { ...task, Containers: [container] }));
};

function say(response: ServerResponse, status: number, body: string): true {
  response.writeHead(status, { 'content-length': Buffer.byteLength(body) }).end(body);
  return true;
}
