import type { Target } from '../../model/run.ts';
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

/** Moves the client to where it has the endpoint's family. */
export const useSubnetsOf = (family: 'IPv4' | 'IPv6'): Step => ({
  say: `Run the client in a subnet that has ${family} as well`,
  affects: 'process',
  undo: 'Move it back',
  permissions: [],
});
