import type { NetworkInterface } from '@aws-sdk/client-ec2';
import type { Route, RouteTable } from '../../lib/model/aws.ts';
import { contains, parseCidr } from '../../lib/net/cidr.ts';
import { isPrivateRange } from '../../lib/net/private-ranges.ts';

/** Whether a service without an endpoint can be reached from an interface: in an isolated subnet nobody loses it. */
export function leavesVpc(one: NetworkInterface, tables: readonly RouteTable[]): boolean {
  const table =
    tables.find(({ Associations }) => Associations.some(({ SubnetId }) => SubnetId === one.SubnetId)) ??
    tables.find(({ Associations }) => Associations.some(({ Main }) => Main));
  return table === undefined || table.Routes.some((route) => isWayOut(route, one));
}

/** Through a firewall, too: its endpoint shows as a gateway, as the gateway endpoints of S3 and DynamoDB do with their prefix lists. */
function isWayOut(route: Route, one: NetworkInterface): boolean {
  const { GatewayId = '', DestinationPrefixListId, VpcPeeringConnectionId, State } = route;
  if (State === 'blackhole' || GatewayId === 'local' || VpcPeeringConnectionId !== undefined) return false;
  if (GatewayId.startsWith('vpce-') && DestinationPrefixListId !== undefined) return false;
  if (GatewayId.startsWith('igw-') && !hasPublicAddress(one)) return false;
  return DestinationPrefixListId !== undefined || leadsToPublicSpace(route);
}

/** An internet gateway translates nothing. */
const hasPublicAddress = ({ Association, PrivateIpAddresses = [] }: NetworkInterface): boolean =>
  [Association, ...PrivateIpAddresses.map((address) => address.Association)].some((given) => given?.PublicIp);

/** An address behind NAT64. Source: VPC User Guide, "DNS64 and NAT64". */
const TRANSLATED = parseCidr('64:ff9b::/96');

/** A service's own name has IPv4 addresses alone, which IPv6 reaches through NAT64. */
function leadsToPublicSpace(route: Route): boolean {
  const { DestinationCidrBlock, DestinationIpv6CidrBlock = '', EgressOnlyInternetGatewayId } = route;
  if (DestinationCidrBlock !== undefined) return !isPrivateRange(parseCidr(DestinationCidrBlock));
  const block = parseCidr(DestinationIpv6CidrBlock);
  const isTranslated = EgressOnlyInternetGatewayId === undefined && !route.GatewayId?.startsWith('igw-');
  return isTranslated && block !== null && TRANSLATED !== null && contains(block, TRANSLATED);
}
