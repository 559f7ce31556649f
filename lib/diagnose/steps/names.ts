import type { VpcEndpoint } from '../../model/aws.ts';
import type { CheckInputs } from '../../model/check.ts';
import type { Step } from '../../model/step.ts';
import { shortList } from '../../words/list-of.ts';

/** Turns on private DNS of an endpoint: the service's name then resolves to it in the whole VPC. */
export function turnOnPrivateDns(vpcEndpointId: string, region: string): Step {
  const one = ['aws', 'ec2', 'modify-vpc-endpoint', '--region', region, '--vpc-endpoint-id', vpcEndpointId];
  return {
    say: 'Turn on private DNS for the endpoint',
    affects: 'vpc-names',
    run: [...one, '--private-dns-enabled'],
    undo: [...one, '--no-private-dns-enabled'],
    permissions: ['ec2:ModifyVpcEndpoint'],
    terraform: 'aws_vpc_endpoint: private_dns_enabled = true',
    cdk: 'InterfaceVpcEndpoint: privateDnsEnabled: true',
    effect: 'redirects',
  };
}

/** Gives a name records of both families, so that clients of either find the endpoint. */
export const publishBothRecords = (vpcEndpointId: string, region: string): Step => {
  const one = ['aws', 'ec2', 'modify-vpc-endpoint', '--region', region, '--vpc-endpoint-id', vpcEndpointId];
  return {
    say: 'Publish records of both families, with rules for both in the security groups and ACLs',
    affects: 'vpc-names',
    run: [...one, '--dns-options', 'DnsRecordIpType=dualstack'],
    undo: 'Set the earlier record type again',
    permissions: ['ec2:ModifyVpcEndpoint'],
    terraform: 'aws_vpc_endpoint: dns_options',
    cdk: 'InterfaceVpcEndpoint: dnsRecordIpType',
    effect: 'redirects',
  };
};

/** Moves private DNS from one endpoint to another: for a moment none has it, and EC2 takes no other order. */
export const movePrivateDns = (from: string, to: string): Step => ({
  say: `Turn off private DNS of ${from}, then turn it on for ${to}, once ${to} lets every client in`,
  affects: 'vpc-names',
  undo: 'Turn both back, in the opposite order',
  permissions: ['ec2:ModifyVpcEndpoint'],
  terraform: 'aws_vpc_endpoint: private_dns_enabled',
  cdk: 'InterfaceVpcEndpoint: privateDnsEnabled',
  effect: 'redirects',
});

/** A DNS attribute of a VPC, with its names in each tool. */
const DNS_ATTRIBUTES = {
  support: {
    say: 'Turn on DNS support for the VPC',
    option: 'enable-dns-support',
    terraform: 'enable_dns_support',
    cdk: 'enableDnsSupport',
  },
  hostnames: {
    say: 'Turn on DNS hostnames for the VPC',
    option: 'enable-dns-hostnames',
    terraform: 'enable_dns_hostnames',
    cdk: 'enableDnsHostnames',
  },
} as const;

/** Endpoints of a VPC, but for one, that have private DNS as soon as the VPC's DNS attributes are on. */
export const othersWithPrivateDns = (
  endpoints: readonly VpcEndpoint[],
  vpcId: string,
  own: string | undefined,
): readonly string[] =>
  endpoints
    .filter(({ VpcId, VpcEndpointId }) => VpcId === vpcId && VpcEndpointId !== own)
    .flatMap(({ VpcEndpointId, PrivateDnsEnabled }) => (PrivateDnsEnabled ? [VpcEndpointId] : []));

/** Turns on a DNS attribute of a VPC, without which private DNS of its endpoints has no effect. */
export function turnOnDnsAttribute(
  attribute: keyof typeof DNS_ATTRIBUTES,
  { vpc, target }: Pick<CheckInputs, 'vpc' | 'target'>,
  endpoints: readonly VpcEndpoint[],
): Step {
  const others = othersWithPrivateDns(endpoints, vpc.VpcId, target.endpoint.vpcEndpointId);
  const { say, option, terraform, cdk } = DNS_ATTRIBUTES[attribute];
  const one = ['aws', 'ec2', 'modify-vpc-attribute', '--region', target.region, '--vpc-id', vpc.VpcId];
  return {
    say: others.length === 0 ? say : `${say}, and with them private DNS of ${shortList(others)}`,
    affects: 'vpc-names',
    run: [...one, `--${option}`],
    undo: [...one, `--no-${option}`],
    permissions: ['ec2:ModifyVpcAttribute'],
    terraform: `aws_vpc: ${terraform} = true`,
    cdk: `Vpc: ${cdk}: true`,
    effect: 'redirects',
  };
}

/**
 * Creates an interface endpoint in the subnets of the workload, and gives it private DNS only afterwards: until then no client
 * is sent to it, and nothing that works elsewhere stops.
 */
export function createEndpoint(
  serviceName: string,
  { vpcId, subnetIds }: { readonly vpcId: string; readonly subnetIds: readonly string[] },
  region: string,
): readonly Step[] {
  const create: Step = {
    say: `Create an interface endpoint of ${serviceName}, in a security group that allows inbound TCP 443 from every client`,
    affects: 'no-client-yet',
    run: [
      ...['aws', 'ec2', 'create-vpc-endpoint', '--region', region, '--vpc-id', vpcId],
      ...['--vpc-endpoint-type', 'Interface', '--service-name', serviceName, '--subnet-ids', ...subnetIds],
      ...['--security-group-ids', 'SECURITY_GROUP_ID', '--no-private-dns-enabled'],
    ],
    undo: 'Delete the endpoint (aws ec2 delete-vpc-endpoints)',
    permissions: ['ec2:CreateVpcEndpoint'],
    terraform: `aws_vpc_endpoint: vpc_endpoint_type = "Interface", service_name = "${serviceName}"`,
    cdk: 'new InterfaceVpcEndpoint(…, { service, privateDnsEnabled: false })',
  };
  return [create, turnOnForNew];
}

const { run: _, ...turnOn } = turnOnPrivateDns('', '');

const turnOnForNew: Step = {
  ...turnOn,
  say: 'Turn on private DNS for the new endpoint, once it lets every client in',
  undo: 'Turn it off again (--no-private-dns-enabled)',
};

/** Creates an endpoint that has to be created by its owner, who knows in which subnets and groups; private DNS comes afterwards. */
export const createEndpointSomehow = (say: string): readonly Step[] => [
  {
    say: `${say}, without private DNS at first`,
    affects: 'no-client-yet',
    undo: 'Delete the new endpoint (aws ec2 delete-vpc-endpoints)',
    permissions: ['ec2:CreateVpcEndpoint'],
    terraform: 'aws_vpc_endpoint',
    cdk: 'InterfaceVpcEndpoint',
  },
  turnOnForNew,
];

/** Changes what a resolver or hosted zone answers for a name; who owns it knows how. */
export const changeAnswer = (say: string, permissions: readonly string[] = []): Step => ({
  say,
  affects: 'service-name',
  undo: 'Put the earlier rule or record back',
  permissions,
  effect: 'redirects',
});

/** Makes a private hosted zone of the service's name answer in a VPC with a hub's endpoint; its owner may be another account. */
export const associateZone = (host: string, vpcId: string, vpcEndpointId: string | undefined): Step =>
  changeAnswer(
    `Associate ${vpcId} with a private hosted zone named exactly ${host} that holds an alias to ${vpcEndpointId ?? "the hub's endpoint"}, or create one; or share both by a Route 53 profile`,
    ['route53:CreateHostedZone', 'route53:ChangeResourceRecordSets', 'route53:AssociateVPCWithHostedZone'],
  );

/** Names Amazon's resolver in the DHCP options of a VPC, where no resolver of one's own is needed. */
export const useAmazonResolver = (): Step => ({
  say: "Name AmazonProvidedDNS in the DHCP options of the VPC, if you don't need a resolver of your own",
  affects: 'vpc-names',
  undo: 'Associate the earlier option set again (aws ec2 associate-dhcp-options)',
  permissions: ['ec2:CreateDhcpOptions', 'ec2:AssociateDhcpOptions'],
  terraform: 'aws_vpc_dhcp_options: domain_name_servers = ["AmazonProvidedDNS"]',
  cdk: "CfnDHCPOptions: domainNameServers: ['AmazonProvidedDNS']",
  effect: 'redirects',
});
