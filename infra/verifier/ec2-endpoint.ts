import { Aws, Stack, Tags, Token } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import type { Network } from '../network/network.ts';

export interface Ec2EndpointProps {
  readonly subnetIds: readonly string[];
  readonly network: Network;
  /** The tag `Name`. */
  readonly name: string;
}

/**
 * An interface endpoint of EC2, so that verifiers in isolated subnets can read the configuration around them. With private DNS
 * every call of EC2 in the VPC takes it: it lets in all of the VPC, and every operation of this account.
 */
export class Ec2Endpoint extends Construct {
  readonly vpcEndpoint: CfnVPCEndpoint;

  constructor(scope: Construct, id: string, { subnetIds, network, name }: Ec2EndpointProps) {
    super(scope, id);
    const group = new CfnSecurityGroup(this, 'Group', {
      groupDescription: 'EC2 endpoint: HTTPS in from the VPC, out to the VPC',
      vpcId: network.vpcId,
      securityGroupIngress: network.httpsRules as CfnSecurityGroup.IngressProperty[],
      securityGroupEgress: network.httpsRules as CfnSecurityGroup.EgressProperty[],
    });
    group.overrideLogicalId('Ec2EndpointGroup');
    if (Token.isUnresolved(network.httpsRules)) acknowledge(group, 'vpc-looked-up');
    this.vpcEndpoint = new CfnVPCEndpoint(this, 'Endpoint', {
      vpcEndpointType: 'Interface',
      serviceName: `com.amazonaws.${Stack.of(this).region}.ec2`,
      vpcId: network.vpcId,
      subnetIds: [...subnetIds],
      securityGroupIds: [group.attrGroupId],
      privateDnsEnabled: true,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OwnAccount',
            Effect: 'Allow',
            Principal: '*',
            Action: 'ec2:*',
            Resource: '*',
            Condition: { StringEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID } },
          },
        ],
      },
    });
    this.vpcEndpoint.overrideLogicalId('Ec2Endpoint');
    for (const resource of [group, this.vpcEndpoint]) Tags.of(resource).add('Name', name);
  }
}
