import { Aws, Tags } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { type Admitted, httpsFrom, httpsTo } from '../endpoint/https-rules.ts';
import { serviceNameIn } from '../endpoint/service-name.ts';
import { STACK_TAG } from '../endpoint/stack-tag.ts';
import type { Network } from '../network/network.ts';

export interface Ec2EndpointProps {
  readonly subnetIds: readonly string[];
  readonly network: Network;
  readonly admitted: Admitted;
  /** The tag `Name`. */
  readonly name: string;
}

/**
 * An interface endpoint of EC2, so that verifiers in isolated subnets can read the configuration around them. With private DNS
 * every call of EC2 in the VPC takes it: whoever it does not let in loses EC2. It allows every operation of this account.
 */
export class Ec2Endpoint extends Construct {
  readonly vpcEndpoint: CfnVPCEndpoint;

  constructor(scope: Construct, id: string, { subnetIds, network, admitted, name }: Ec2EndpointProps) {
    super(scope, id);
    const group = new CfnSecurityGroup(this, 'Group', {
      // It says more than the rules do, as it did in 0.1.0: another description would replace the group.
      groupDescription: 'EC2 endpoint: HTTPS in from the VPC, out to the VPC',
      vpcId: network.vpcId,
      securityGroupIngress: httpsFrom(admitted),
      securityGroupEgress: [httpsTo(network.vpcCidrBlock)],
    });
    group.overrideLogicalId('Ec2EndpointGroup');
    this.vpcEndpoint = new CfnVPCEndpoint(this, 'Endpoint', {
      vpcEndpointType: 'Interface',
      serviceName: serviceNameIn(this, 'ec2'),
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
    Tags.of(this.vpcEndpoint).add(STACK_TAG, Aws.STACK_NAME);
  }
}
