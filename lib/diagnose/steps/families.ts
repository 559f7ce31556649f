import type { Subnet } from '../../model/aws.ts';
import type { Source, Target } from '../../model/run.ts';
import type { Step } from '../../model/step.ts';
import { shortList } from '../../words/list-of.ts';

/** Gives an IPv4 endpoint IPv6 addresses too; its subnets need IPv6 blocks for that, and its groups rules. */
export function makeDualStack(
  vpcEndpointId: string,
  withoutBlock: readonly string[],
  { region }: Pick<Target, 'region'>,
): readonly Step[] {
  const one = ['aws', 'ec2', 'modify-vpc-endpoint', '--region', region, '--vpc-endpoint-id', vpcEndpointId];
  const blocks: Step = {
    say: `Give ${shortList(withoutBlock)} an IPv6 CIDR block`,
    affects: 'endpoint-zones',
    undo: 'Disassociate the block again',
    permissions: ['ec2:AssociateSubnetCidrBlock'],
    terraform: 'aws_subnet: ipv6_cidr_block',
    cdk: 'CfnSubnet: ipv6CidrBlock',
  };
  return [
    ...(withoutBlock.length > 0 ? [blocks] : []),
    {
      say: "Make the endpoint dual-stack, and allow TCP 443 from the client's IPv6 range in its security groups",
      affects: 'endpoint',
      ...(vpcEndpointId.startsWith('vpce-') ? { run: [...one, '--ip-address-type', 'dualstack'] } : {}),
      undo: vpcEndpointId.startsWith('vpce-') ? [...one, '--ip-address-type', 'ipv4'] : 'Set its address type to ipv4',
      permissions: ['ec2:ModifyVpcEndpoint'],
      terraform: 'aws_vpc_endpoint: ip_address_type = "dualstack"',
      cdk: 'InterfaceVpcEndpoint: ipAddressType: VpcEndpointIpAddressType.DUALSTACK',
    },
  ];
}

/** A function uses IPv6 only where it is allowed to, in subnets that have it. */
export const ALLOW_IPV6: Step = {
  say: 'Allow IPv6 for the function (Ipv6AllowedForDualStack)',
  affects: 'process',
  undo: 'Disallow it again',
  permissions: ['lambda:UpdateFunctionConfiguration'],
  terraform: 'aws_lambda_function: vpc_config.ipv6_allowed_for_dual_stack = true',
  cdk: 'Function: ipv6AllowedForDualStack: true',
};

/** Gives the client the endpoint's family: by leave, where its subnets have it, else by other subnets. */
export function giveFamily(family: 'IPv4' | 'IPv6', source: Source | undefined, subnets: readonly Subnet[]): Step {
  const hasV6 = subnets.some(
    ({ SubnetId, Ipv6CidrBlockAssociationSet: blocks }) => source?.subnetIds.includes(SubnetId) && blocks.length > 0,
  );
  return family === 'IPv6' && hasV6 && source?.kind === 'lambda' ? ALLOW_IPV6 : useSubnetsOf(family);
}

/** Moves the client to where it has the endpoint's family. */
const useSubnetsOf = (family: 'IPv4' | 'IPv6'): Step => ({
  say: `Run the client in a subnet that has ${family} as well`,
  affects: 'process',
  undo: 'Move it back',
  permissions: [],
});
