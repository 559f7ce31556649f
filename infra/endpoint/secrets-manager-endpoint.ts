import { Aws, Lazy, Stack, Tags } from 'aws-cdk-lib';
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
  readonly ingressCidrs?: readonly string[];
  readonly ingressPrefixListIds?: readonly string[];
  /** Groups that the endpoint has beside its own. */
  readonly endpointSecurityGroupIds?: readonly string[];
  readonly privateDns?: boolean;
  readonly network: Network;
  readonly endpointPolicy?: EndpointPolicyChoice;
  readonly ipAddressType?: string;
  readonly natGatewaysRemoved?: number;
  readonly prices?: Prices;
}

/** What the module says with and without an endpoint. */
export interface SpokenOutputs {
  readonly cost: MonthlyCost;
  readonly usage: Usage;
}

/** The outputs of the Terraform module. */
export interface SecretsManagerEndpointOutputs extends SpokenOutputs {
  readonly endpoint: {
    readonly endpointId: string;
    readonly endpointArn: string;
    readonly serviceName: string;
    readonly privateDnsEnabled: boolean;
    readonly dnsEntries: readonly string[];
  };
  readonly network: {
    readonly vpcId: string;
    readonly subnetIds: readonly string[];
    readonly securityGroupIds: readonly string[];
    readonly vpcCidrBlock: string;
  };
}

/** The tag `Name` of endpoint and group. */
export const endpointNameOf = ({ env, projectId }: Pick<SecretsManagerEndpointProps, 'env' | 'projectId'>): string =>
  `${projectId}-${env}-secretsmanager`;

/**
 * The interface endpoint of Secrets Manager with a security group of its own: HTTPS in from each given group, out to the VPC
 * alone.
 */
export class SecretsManagerEndpoint extends Construct {
  readonly outputs: SecretsManagerEndpointOutputs;
  readonly vpcEndpoint: CfnVPCEndpoint;
  readonly securityGroup: CfnSecurityGroup;
  readonly #canaryArns: string[] = [];

  constructor(scope: Construct, id: string, props: SecretsManagerEndpointProps) {
    super(scope, id);
    const { subnetIds, natGatewaysRemoved = 0, prices = LIST_PRICES } = props;
    this.securityGroup = this.#group(props);
    this.vpcEndpoint = this.#endpoint(props, this.securityGroup);
    const cost = monthlyCost({ zones: subnetIds.length, natGatewaysRemoved, prices });
    this.outputs = { ...this.#made(props, this.vpcEndpoint, this.securityGroup), cost, usage: USAGE };
  }

  /** Keeps a secret readable through this endpoint, whatever its policy says of others. */
  admitCanary(arn: string): void {
    this.#canaryArns.push(arn);
  }

  #group({ network, resourcesSecurityGroupIds: groups, ...props }: SecretsManagerEndpointProps): CfnSecurityGroup {
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

  #endpoint(props: SecretsManagerEndpointProps, group: CfnSecurityGroup): CfnVPCEndpoint {
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
    { network, subnetIds, privateDns = true, endpointSecurityGroupIds = [] }: SecretsManagerEndpointProps,
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
