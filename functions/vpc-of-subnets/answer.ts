import { UsageError } from '../../lib/model/errors.ts';
import type { ReadNetwork } from './read-network.ts';
import type { LookupRequest } from './request.ts';

/** The attributes of `Custom::VpcOfSubnets`. Lists of texts are joined by commas, which `Fn::Split` takes apart. */
export interface LookupAnswer {
  readonly VpcId: string;
  readonly ClientVpcId: string;
  readonly VpcCidrBlock: string;
  readonly Cidrs: string;
  /** Availability Zone ids of `ClientSubnetIds`, in their order. */
  readonly Zones: string;
  readonly DnsNames: string;
  /** Whom private DNS takes a service from. */
  readonly CutOff: string;
}

/** CloudFormation takes 4,096 bytes in all; the framework's own fields need some 800 of them. */
const LONGEST = 3_200;

/** What has to be left to say whom private DNS cuts off. */
const SHORTEST = 100;

const CUT = ' (cut short)';

/** What the template needs to know. Throws UsageError where it would be too much, or nothing. */
export function answerOf({ ClientSubnetIds }: LookupRequest, network: ReadNetwork, CutOff: string): LookupAnswer {
  const { subnets, vpc, endpoint } = network;
  const v4 = (vpc?.CidrBlockAssociationSet ?? [])
    .filter((one) => one.CidrBlockState?.State === 'associated')
    .flatMap((one) => one.CidrBlock ?? []);
  const v6 = (vpc?.Ipv6CidrBlockAssociationSet ?? [])
    .filter((one) => one.Ipv6CidrBlockState?.State === 'associated')
    .flatMap((one) => one.Ipv6CidrBlock ?? []);
  if (!vpc?.VpcId || !vpc.CidrBlock) throw new UsageError('EC2 returned no CIDR for the VPC.');
  const clients = ClientSubnetIds.map((id) => subnets.find((subnet) => subnet.SubnetId === id));
  const answer: LookupAnswer = {
    VpcId: vpc.VpcId,
    ClientVpcId: clients[0]?.VpcId ?? vpc.VpcId,
    VpcCidrBlock: vpc.CidrBlock,
    Cidrs: [...v4, ...v6].join(','),
    Zones: clients.map((subnet) => subnet?.AvailabilityZoneId ?? 'unknown').join(','),
    DnsNames: (endpoint?.DnsEntries ?? [])
      .flatMap((entry) => entry.DnsName ?? [])
      .filter((name) => name.startsWith('vpce-'))
      .join(','),
    CutOff: '',
  };
  const left = LONGEST - Buffer.byteLength(JSON.stringify(answer));
  if (left < SHORTEST)
    throw new UsageError(
      `${vpc.VpcId} has ${v4.length + v6.length} CIDRs, too many for one CloudFormation response: set "network" with its vpcId and cidrs in the configuration.`,
    );
  return { ...answer, CutOff: CutOff.length > left ? `${CutOff.slice(0, left - CUT.length)}${CUT}` : CutOff };
}
