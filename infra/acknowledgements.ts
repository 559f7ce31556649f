import { Stack, Token, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const RULE = 'AwsSolutions-IAM5';
const OWN_VPCS = 'arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:vpc/*';
const PREFIX_LISTS = 'arn:<AWS::Partition>:ec2:<AWS::Region>:*:prefix-list/*';

/** Every finding of cdk-nag that stands, each with its reason. There is no other. */
export const ACKNOWLEDGEMENTS = {
  'lookup-reads': [
    {
      id: `${RULE}[Resource::*]`,
      reason: "EC2's Describe operations don't support resource-level permissions.",
    },
    {
      id: `${RULE}[Resource::${OWN_VPCS}]`,
      reason: "The lookup exists to find the subnets' VPC, so the VPC can't be named in advance.",
    },
    {
      id: `${RULE}[Resource::${PREFIX_LISTS}]`,
      reason: 'Which prefix lists the rules refer to, and who owns them, is known only after reading the rules.',
    },
  ],
  'verifier-reads': [
    {
      id: `${RULE}[Resource::*]`,
      reason:
        "EC2's Describe operations don't support resource-level permissions. The interface calls are those of AWSLambdaVPCAccessExecutionRole: Lambda creates interfaces that don't exist yet, and a Deny keeps the code from creating any.",
    },
    {
      id: `${RULE}[Resource::${PREFIX_LISTS}]`,
      reason: 'Which prefix lists the rules refer to, and who owns them, is known only after reading the rules.',
    },
  ],
  'canary-unrotated': [
    {
      id: 'AwsSolutions-SMG4',
      reason: 'The canary is a random value that grants no access: it is read to prove a path, and never kept.',
    },
  ],
} as const satisfies Readonly<Record<string, readonly { readonly id: string; readonly reason: string }[]>>;

/** Acknowledges the findings that stand on one construct, by the names that they have where the stack's place is known. */
export function acknowledge(construct: IConstruct, which: keyof typeof ACKNOWLEDGEMENTS): void {
  const { partition, region, account } = Stack.of(construct);
  const known = { '<AWS::Partition>': partition, '<AWS::Region>': region, '<AWS::AccountId>': account };
  const places = Object.entries(known).filter(([, value]) => !Token.isUnresolved(value));
  const placed = (id: string) => places.reduce((text, [name, value]) => text.replaceAll(name, value), id);
  const findings = ACKNOWLEDGEMENTS[which].map(({ id, reason }) => ({ id: placed(id), reason }));
  Validations.of(construct).acknowledge(...findings);
}
