import type { Observations } from '../../lib/model/facts.ts';
import { unseen } from '../../lib/model/observation.ts';
import {
  acl,
  acls,
  CLIENT_ADDRESS,
  configured,
  endpoint,
  groups,
  HEALTHY_CONFIGURATION,
  INTERFACES,
  networkInterface,
  routeTables,
  SUBNETS,
  subnet,
  VPC,
} from './configuration.ts';
import { byCidr, entry } from './network.ts';
import { ENI_A, ENI_A_IPV6, ENI_B, silentTcp, tcp, tls, type WorldChange } from './world.ts';

const notReached = unseen('skipped', 'no address accepts a connection');

/** The configured world in which no interface of the endpoint answers a SYN. */
export const silenced = (change: WorldChange = {}): Observations =>
  configured({
    tcp: [silentTcp(ENI_A), silentTcp(ENI_B)],
    tls: notReached,
    http: notReached,
    secret: notReached,
    ...change,
  });

/** The configured world in which one interface answers and the other does not. */
export const halfSilenced = (change: WorldChange = {}): Observations =>
  configured({
    tcp: [tcp(ENI_A), silentTcp(ENI_B)],
    tls: [tls(ENI_A), tls(ENI_B, { outcome: 'not-connected' })],
    ...change,
  });

/** No interface of the client is known, so that its address may be any of its subnets'. */
export const anyClientAddress = { networkInterfaces: INTERFACES.slice(0, 2) } as const satisfies WorldChange;

const LOCAL = { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' } as const;

/** A client that may be in any address of two subnets, the second one with the VPC's main route table. */
export const twoClientSubnets = {
  ...anyClientAddress,
  source: { ...HEALTHY_CONFIGURATION.source, subnetIds: ['subnet-client', 'subnet-other'] },
  subnets: [...SUBNETS, subnet('subnet-other', '10.0.8.0/24', 'b')],
  networkAcls: [acl('acl-client', ['subnet-client', 'subnet-other']), acl('acl-endpoint', ['subnet-a', 'subnet-b'])],
  routeTables: [
    ...routeTables(),
    { RouteTableId: 'rtb-main', VpcId: VPC, Associations: [{ Main: true }], Routes: [LOCAL] },
  ],
} as const satisfies WorldChange;

const V6_BLOCK = '2001:db8:0:100::/56';
const bothFamilies = [false, true].flatMap((Egress) => [
  entry(100, { Egress }),
  entry(101, { Egress, Ipv6CidrBlock: '::/0' }),
]);
const bothLocal = [LOCAL, { DestinationIpv6CidrBlock: V6_BLOCK, GatewayId: 'local', State: 'active' }];

/** Client and endpoint have IPv6 addresses too, and the ways to them are open. That they are used is for the test to say. */
export const dualStack = {
  vpcEndpoints: [endpoint({ IpAddressType: 'dualstack' })],
  networkInterfaces: [
    networkInterface('eni-0aaa', 'subnet-a', ENI_A, { Ipv6Addresses: [{ Ipv6Address: ENI_A_IPV6 }] }),
    networkInterface('eni-0bbb', 'subnet-b', ENI_B),
    networkInterface('eni-0fff', 'subnet-client', CLIENT_ADDRESS, {
      InterfaceType: 'lambda',
      Ipv6Addresses: [{ Ipv6Address: '2001:db8:0:107::20' }],
      Groups: [{ GroupId: 'sg-client' }],
    }),
  ],
  securityGroups: groups({ egress: [byCidr('10.0.0.0/16', V6_BLOCK)] }),
  networkAcls: acls({ client: bothFamilies, endpoint: bothFamilies }),
  routeTables: routeTables({ client: bothLocal, endpoint: bothLocal }),
} as const satisfies WorldChange;

/** The client is 10.8.7.20 in a VPC of its own, and the endpoint in a hub. Routes between the two are for the test to say. */
export const fromSpoke = {
  source: { ...HEALTHY_CONFIGURATION.source, vpcId: 'vpc-spoke' },
  vpc: {
    ...HEALTHY_CONFIGURATION.vpc,
    VpcId: 'vpc-spoke',
    CidrBlock: '10.8.0.0/16',
    CidrBlockAssociationSet: [{ CidrBlock: '10.8.0.0/16' }],
  },
  vpcDnsAttributes: { ...HEALTHY_CONFIGURATION.vpcDnsAttributes, VpcId: 'vpc-spoke' },
  subnets: [subnet('subnet-client', '10.8.7.0/24', 'a', { VpcId: 'vpc-spoke' }), ...SUBNETS.slice(1)],
  networkInterfaces: [
    ...INTERFACES.slice(0, 2),
    networkInterface('eni-0fff', 'subnet-client', '10.8.7.20', {
      InterfaceType: 'lambda',
      VpcId: 'vpc-spoke',
      Groups: [{ GroupId: 'sg-client' }],
    }),
  ],
} as const satisfies WorldChange;
