import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const RULE = 'AwsSolutions-IAM5';
const OWN_VPCS = 'arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:vpc/*';
const PREFIX_LISTS = 'arn:<AWS::Partition>:ec2:<AWS::Region>:*:prefix-list/*';

/** Every finding of cdk-nag that stands, each with its reason. There is no other. */
export const ACKNOWLEDGEMENTS = {
  'lookup-reads': [
    {
      id: `${RULE}[Resource::*]`,
      reason: 'EC2 offers no resource for DescribeSubnets, DescribeVpcs, DescribeVpcEndpoints.',
    },
    {
      id: `${RULE}[Resource::${OWN_VPCS}]`,
      reason: 'Which VPC the subnets are in is what the lookup is there to learn.',
    },
  ],
  'verifier-reads': [
    {
      id: `${RULE}[Resource::*]`,
      reason:
        'EC2 offers no resource for its Describe operations. The interface calls are those of AWSLambdaVPCAccessExecutionRole: Lambda makes interfaces that do not exist yet, and a Deny keeps the code from making any.',
    },
    {
      id: `${RULE}[Resource::${PREFIX_LISTS}]`,
      reason: 'Which prefix lists the rules refer to, and whose, is learnt by reading them.',
    },
  ],
  'vpc-looked-up': [
    {
      id: 'AwsSolutions-EC23',
      reason:
        'The rules are one for each CIDR of the VPC, and no rule before the lookup has run: there is nothing to judge.',
    },
  ],
  'canary-unrotated': [
    {
      id: 'AwsSolutions-SMG4',
      reason: 'The canary opens nothing: its random value is read to prove a path and never kept.',
    },
  ],
} as const satisfies Readonly<Record<string, readonly { readonly id: string; readonly reason: string }[]>>;

/** Acknowledges the findings that stand on one construct. */
export function acknowledge(construct: IConstruct, which: keyof typeof ACKNOWLEDGEMENTS): void {
  Validations.of(construct).acknowledge(...ACKNOWLEDGEMENTS[which]);
}
