import { type Action, type Changes, change, Refused } from '../changes.ts';
import type { World } from '../world.ts';

type Parameters = Readonly<Record<string, string>>;

const isTrue = (value: string | undefined): boolean => value === 'true';

const rulesIn = (given: Parameters) => {
  const of = (name: string) => given[`IpPermissions.1.${name}`];
  const group = of('Groups.1.GroupId');
  const cidr = of('IpRanges.1.CidrIp');
  return {
    GroupId: given.GroupId ?? '',
    IpPermissions: [
      {
        IpProtocol: of('IpProtocol') ?? '',
        FromPort: Number(of('FromPort')),
        ToPort: Number(of('ToPort')),
        IpRanges: cidr ? [{ CidrIp: cidr }] : [],
        UserIdGroupPairs: group ? [{ GroupId: group }] : [],
        PrefixListIds: [],
      },
    ],
  };
};

const entryIn = ({ NetworkAclId = '', Egress, RuleNumber }: Parameters) => ({
  NetworkAclId,
  Egress: isTrue(Egress),
  RuleNumber: Number(RuleNumber),
});

const attribute = (name: string, given: Parameters) => {
  const value = given[`${name}.Value`];
  return value === undefined ? {} : { [name]: isTrue(value) };
};

/** EC2's parameters, as its Query protocol has them, by action. */
const READ: { readonly [A in Action]?: (given: Parameters) => Changes[A] } = {
  AuthorizeSecurityGroupIngress: rulesIn,
  RevokeSecurityGroupIngress: rulesIn,
  AuthorizeSecurityGroupEgress: rulesIn,
  RevokeSecurityGroupEgress: rulesIn,
  CreateNetworkAclEntry: (given) => ({
    ...entryIn(given),
    RuleAction: given.RuleAction === 'allow' ? 'allow' : 'deny',
    Protocol: given.Protocol ?? '',
    CidrBlock: given.CidrBlock ?? '',
    PortRange: { From: Number(given['PortRange.From']), To: Number(given['PortRange.To']) },
  }),
  DeleteNetworkAclEntry: entryIn,
  CreateRoute: ({ RouteTableId = '', DestinationCidrBlock = '', TransitGatewayId = '' }) => ({
    RouteTableId,
    DestinationCidrBlock,
    TransitGatewayId,
  }),
  DeleteRoute: ({ RouteTableId = '', DestinationCidrBlock = '' }) => ({ RouteTableId, DestinationCidrBlock }),
  ModifyVpcEndpoint: ({ VpcEndpointId = '', PrivateDnsEnabled }) => ({
    VpcEndpointId,
    PrivateDnsEnabled: isTrue(PrivateDnsEnabled),
  }),
  ModifyVpcAttribute: (given) => ({
    VpcId: given.VpcId ?? '',
    ...attribute('EnableDnsSupport', given),
    ...attribute('EnableDnsHostnames', given),
  }),
  CreateVpcEndpoint: ({ VpcId = '', ServiceName = '', PrivateDnsEnabled }) => ({
    VpcId,
    ServiceName,
    PrivateDnsEnabled: isTrue(PrivateDnsEnabled),
  }),
};

/** Does what a request asks to change; null where it asks for no change, else whether it was done, or why not. */
export function changeByRequest(request: URLSearchParams, world: World): 'done' | { readonly refused: string } | null {
  const action = request.get('Action') as Action;
  const read = Object.hasOwn(READ, action) ? READ[action] : undefined;
  if (!read) return null;
  try {
    change(world, action, read(Object.fromEntries(request)) as never);
    return 'done';
  } catch (error) {
    if (error instanceof Refused) return { refused: error.message };
    throw error;
  }
}
