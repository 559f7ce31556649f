import { Aws, Stack } from 'aws-cdk-lib';
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { RESOURCES } from '../../lib/model/inventory.ts';
import { acknowledge } from '../acknowledgements.ts';

/** Reads that EC2 lets a policy narrow down; they have statements of their own. */
const NARROWED = ['ec2:DescribeVpcAttribute', 'ec2:GetManagedPrefixListEntries'];

/** The reads for which EC2 offers no resource: of every kind of resource that is known. */
const READS_OF_EC2 = Object.values(RESOURCES)
  .flatMap(({ reading: { action } }) => (action?.startsWith('ec2:') && !NARROWED.includes(action) ? [action] : []))
  .toSorted();

/** What Lambda asks of a role before it puts a function into a VPC. Source: AWSLambdaVPCAccessExecutionRole. */
const ATTACHING = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/** Those of them that write. AWS's example denies the reads too, which would take two facts from our gatherers. */
const WRITING = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DetachNetworkInterface',
  'ec2:UnassignPrivateIpAddresses',
];

export interface VerifierRoleProps {
  readonly canaryArn: string;
  readonly kmsKeyArn?: string;
  readonly vpcId: string;
  readonly logGroup: ILogGroup;
}

/** The role of one workload's verifiers: their canary, what the gatherers read, and nothing more. */
export function verifierRole(scope: Construct, props: VerifierRoleProps): Role {
  const { canaryArn, kmsKeyArn, vpcId, logGroup } = props;
  const role = new Role(scope, 'Role', {
    description: 'vpce-doctor: reads its canary and describes the network',
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  logGroup.grantWrite(role);
  const allow = (sid: string, actions: string[], resources: string[]) =>
    role.addToPolicy(new PolicyStatement({ sid, actions, resources }));
  allow('AttachToVpc', ATTACHING, ['*']);
  allow('ReadCanary', ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], [canaryArn]);
  if (kmsKeyArn !== undefined) for (const statement of keyStatements(kmsKeyArn, canaryArn)) role.addToPolicy(statement);
  allow('ReadNetwork', READS_OF_EC2, ['*']);
  const vpc = Stack.of(scope).formatArn({ service: 'ec2', resource: 'vpc', resourceName: vpcId });
  allow('ReadVpcAttributes', ['ec2:DescribeVpcAttribute'], [vpc]);
  const anyList = { service: 'ec2', account: '*', resource: 'prefix-list', resourceName: '*' };
  allow('ReadPrefixLists', ['ec2:GetManagedPrefixListEntries'], [Stack.of(scope).formatArn(anyList)]);
  acknowledge(role, 'verifier-reads');
  return role;
}

/** What a customer managed key takes: decrypting this canary, for Secrets Manager alone, and describing the key. */
export const keyStatements = (kmsKeyArn: string, canaryArn: string): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'DecryptCanary',
    actions: ['kms:Decrypt'],
    resources: [kmsKeyArn],
    conditions: {
      StringEquals: {
        // AWS's table has one ending for every partition, and its endpoints in China have another.
        'kms:ViaService': ['amazonaws.com', Aws.URL_SUFFIX].map((end) => `secretsmanager.${Aws.REGION}.${end}`),
        'kms:EncryptionContext:SecretARN': canaryArn,
      },
    },
  }),
  new PolicyStatement({ sid: 'DescribeKey', actions: ['kms:DescribeKey'], resources: [kmsKeyArn] }),
];

/**
 * What names the functions themselves: they may read their own place, and may not use Lambda's interface calls, which Lambda
 * makes in its own name. A policy of its own, since the functions wait for the other one.
 */
export function guardFunctions(scope: Construct, role: Role, functionArns: readonly string[]): void {
  new Policy(scope, 'Guard', {
    roles: [role],
    statements: [
      new PolicyStatement({
        sid: 'ReadOwnPlace',
        actions: ['lambda:GetFunctionConfiguration'],
        resources: [...functionArns],
      }),
      new PolicyStatement({
        sid: 'NoInterfaceCallsFromCode',
        effect: Effect.DENY,
        actions: WRITING,
        resources: ['*'],
        conditions: { ArnEquals: { 'lambda:SourceFunctionArn': functionArns } },
      }),
    ],
  });
}
