import { Annotations, Aws, Lazy, Stack, Tags } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { type EndpointPolicyChoice, LIST_PRICES, type Prices } from '../configuration.ts';
import type { Network } from '../network/network.ts';
import { endpointPolicy } from './endpoint-policy.ts';
import { httpsFrom, httpsTo } from './https-rules.ts';
import { type MonthlyCost, monthlyCost } from './monthly-cost.ts';
import { serviceNameIn } from './service-name.ts';
import { STACK_TAG } from './stack-tag.ts';
import { USAGE, type Usage } from './usage.ts';

/** The inputs of the Terraform module, and what goes beyond it. */
export interface SecretsManagerEndpointProps {
  readonly env: string;
  readonly projectId: string;
  readonly subnetIds: readonly string[];
  readonly resourcesSecurityGroupIds: readonly string[];
  readonly enableSecretsmanagerEndpoint?: boolean;
  readonly ingressCidrs?: readonly string[];
  readonly ingressPrefixListIds?: readonly string[];
  /** Groups that the endpoint has beside its own. */
  readonly endpointSecurityGroupIds?: readonly string[];
  readonly privateDns?: boolean;
  /** Of an endpoint that is made. */
  readonly network?: Network;
  readonly endpointPolicy?: EndpointPolicyChoice;
  readonly ipAddressType?: string;
  readonly natGatewaysRemoved?: number;
  readonly prices?: Prices;
}

const NETWORK_NEEDED =
  'the endpoint needs a network: look it up with VpcOfSubnets, or describe it with configuredNetwork';

type MadeProps = SecretsManagerEndpointProps & { readonly network: Network };

/** The outputs of the Terraform module; disabled, there is neither endpoint nor network. */
export interface SecretsManagerEndpointOutputs {
  readonly enabled: boolean;
  readonly endpoint: {
    readonly endpointId: string;
    readonly endpointArn: string;
    readonly serviceName: string;
    readonly privateDnsEnabled: boolean;
    readonly dnsEntries: readonly string[];
  } | null;
  readonly network: {
    readonly vpcId: string;
    readonly subnetIds: readonly string[];
    readonly securityGroupIds: readonly string[];
    readonly vpcCidrBlock: string;
  } | null;
  readonly cost: MonthlyCost;
  readonly usage: Usage;
}

/** The tag `Name` of endpoint and group. */
export const endpointNameOf = ({ env, projectId }: Pick<SecretsManagerEndpointProps, 'env' | 'projectId'>): string =>
  `${projectId}-${env}-secretsmanager`;

/**
 * The interface endpoint of Secrets Manager with a security group of its own: HTTPS in from each given group, out to the VPC
 * alone. Disabled, which is the default, it makes no resource.
 */
export class SecretsManagerEndpoint extends Construct {
  readonly outputs: SecretsManagerEndpointOutputs;
  readonly vpcEndpoint: CfnVPCEndpoint | null;
  readonly securityGroup: CfnSecurityGroup | null;
  readonly #canaryArns: string[] = [];

  constructor(scope: Construct, id: string, props: SecretsManagerEndpointProps) {
    super(scope, id);
    const {
      enableSecretsmanagerEndpoint = false,
      subnetIds,
      natGatewaysRemoved = 0,
      prices = LIST_PRICES,
      network,
    } = props;
    const zones = enableSecretsmanagerEndpoint ? subnetIds.length : 0;
    const spoken = { cost: monthlyCost({ zones, natGatewaysRemoved, prices }), usage: USAGE };
    if (enableSecretsmanagerEndpoint && !network) Annotations.of(this).addError(NETWORK_NEEDED);
    if (!enableSecretsmanagerEndpoint || !network) {
      this.vpcEndpoint = null;
      this.securityGroup = null;
      this.outputs = { enabled: false, endpoint: null, network: null, ...spoken };
      return;
    }
    const made = { ...props, network };
    this.securityGroup = this.#group(made);
    this.vpcEndpoint = this.#endpoint(made, this.securityGroup);
    this.outputs = { enabled: true, ...this.#made(made, this.vpcEndpoint, this.securityGroup), ...spoken };
  }

  /** Keeps a secret readable through this endpoint, whatever its policy says of others. */
  admitCanary(arn: string): void {
    this.#canaryArns.push(arn);
  }

  #group({ network, resourcesSecurityGroupIds: groups, ...props }: MadeProps): CfnSecurityGroup {
    const { ingressCidrs: cidrs, ingressPrefixListIds: prefixListIds } = props;
    const group = new CfnSecurityGroup(this, 'Group', {
      // Another description would replace the group.
      groupDescription: 'Secrets Manager endpoint: HTTPS in from the given groups, out to the VPC',
      vpcId: network.vpcId,
      securityGroupIngress: httpsFrom({ groups, cidrs, prefixListIds }),
      securityGroupEgress: [httpsTo(network.vpcCidrBlock)],
    });
    // Under another logical id CloudFormation would make a second one, and take the first from whoever uses it.
    group.overrideLogicalId('SecretsManagerEndpointGroup');
    Tags.of(group).add('Name', endpointNameOf(props));
    return group;
  }

  #endpoint(props: MadeProps, group: CfnSecurityGroup): CfnVPCEndpoint {
    const endpoint = new CfnVPCEndpoint(this, 'Endpoint', {
      vpcEndpointType: 'Interface',
      serviceName: serviceNameIn(this, 'secretsmanager'),
      vpcId: props.network.vpcId,
      subnetIds: [...props.subnetIds],
      securityGroupIds: [group.attrGroupId, ...(props.endpointSecurityGroupIds ?? [])],
      privateDnsEnabled: props.privateDns ?? true,
      ipAddressType: props.ipAddressType ?? 'ipv4',
      // The canaries come later: their verifiers need the endpoint.
      policyDocument: Lazy.any({
        produce: () => endpointPolicy(props.endpointPolicy ?? 'own-account', this.#canaryArns),
      }),
    });
    // Two endpoints of one service cannot both have private DNS in a VPC: a second one in its place would not come up.
    endpoint.overrideLogicalId('SecretsManagerEndpoint');
    Tags.of(endpoint).add('Name', endpointNameOf(props));
    // Two stacks may use the same name, in two VPCs.
    Tags.of(endpoint).add(STACK_TAG, Aws.STACK_NAME);
    return endpoint;
  }

  #made(
    { network, subnetIds, privateDns = true, endpointSecurityGroupIds = [] }: MadeProps,
    endpoint: CfnVPCEndpoint,
    group: CfnSecurityGroup,
  ) {
    return {
      endpoint: {
        endpointId: endpoint.ref,
        endpointArn: Stack.of(this).formatArn({ service: 'ec2', resource: 'vpc-endpoint', resourceName: endpoint.ref }),
        serviceName: serviceNameIn(this, 'secretsmanager'),
        privateDnsEnabled: privateDns,
        dnsEntries: endpoint.attrDnsEntries,
      },
      network: {
        vpcId: network.vpcId,
        subnetIds,
        securityGroupIds: [group.attrGroupId, ...endpointSecurityGroupIds],
        vpcCidrBlock: network.vpcCidrBlock,
      },
    };
  }
}
