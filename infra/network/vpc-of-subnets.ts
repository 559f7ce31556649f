import { createHash } from 'node:crypto';
import { Aws, type CfnResource, CustomResource, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import { bundleOf } from '../bundle-of.ts';
import type { Configuration } from '../configuration.ts';
import { serviceNameIn } from '../endpoint/service-name.ts';
import { outputWriter } from '../output-writer.ts';
import type { Network } from './network.ts';

/** What is asked of the configuration, by its names. */
type Asked =
  | 'subnetIds'
  | 'vpcId'
  | 'ipAddressType'
  | 'privateDns'
  | 'allowCutOff'
  | 'resourcesSecurityGroupIds'
  | 'ingressCidrs'
  | 'ingressPrefixListIds'
  | 'endpointSecurityGroupIds'
  | 'revision';

export interface VpcOfSubnetsProps extends Pick<Configuration, Asked> {
  readonly ec2SubnetIds: readonly string[];
  readonly clientSubnetIds: readonly string[];
  /** An endpoint that somebody else made. */
  readonly vpcEndpointId?: string;
  /** The groups that the `ec2` endpoint lets in. */
  readonly ec2Groups: readonly string[];
  readonly logRetentionDays: RetentionDays;
}

/**
 * The network around some subnets, looked up where the template is deployed: a function outside the VPC asks EC2, and stops the
 * deployment in one sentence where it could not work.
 */
export class VpcOfSubnets extends Construct implements Network {
  readonly vpcId: string;
  readonly vpcCidrBlock: string;
  readonly cidrs: readonly string[];
  readonly clientVpcId: string;
  readonly dnsNames: readonly string[];
  readonly #found: CustomResource;
  readonly #clientSubnetIds: readonly string[];

  constructor(scope: Construct, id: string, props: VpcOfSubnetsProps) {
    super(scope, id);
    const { vpcId, clientSubnetIds, vpcEndpointId, ec2SubnetIds } = props;
    this.#clientSubnetIds = clientSubnetIds;
    const services = [
      serviceNameIn(this, 'secretsmanager'),
      ...(ec2SubnetIds.length > 0 ? [serviceNameIn(this, 'ec2')] : []),
    ];
    const properties = {
      ...(vpcId === undefined ? {} : { VpcId: vpcId }),
      SubnetIds: props.subnetIds,
      Ec2SubnetIds: ec2SubnetIds,
      ClientSubnetIds: clientSubnetIds,
      ...(vpcEndpointId === undefined ? {} : { VpcEndpointId: vpcEndpointId }),
      // As it is deployed, whatever the template was made for.
      StackName: Aws.STACK_NAME,
      AccountId: Aws.ACCOUNT_ID,
      ServiceNames: services,
      IpAddressType: props.ipAddressType,
      PrivateDns: String(props.privateDns),
      AllowCutOff: String(props.allowCutOff),
      Groups: props.resourcesSecurityGroupIds,
      Cidrs: props.ingressCidrs,
      PrefixListIds: props.ingressPrefixListIds,
      EndpointGroups: props.endpointSecurityGroupIds,
      Ec2Groups: props.ec2Groups,
      Revision: props.revision,
    };
    this.#found = new CustomResource(this, 'Found', {
      serviceToken: lookupProvider(this, props.logRetentionDays).serviceToken,
      resourceType: 'Custom::VpcOfSubnets',
      serviceTimeout: Duration.minutes(3),
      // Nothing was made, so nothing has to be deleted, and no failing delete can hold a stack.
      removalPolicy: RemovalPolicy.RETAIN,
      properties,
    });
    // Another question is another resource: as an update of the old one, a rollback would ask the old question again, and what it
    // asks about may be gone by then.
    const asked = JSON.stringify(Stack.of(this).resolve(properties));
    const digest = createHash('sha256').update(asked).digest('hex').slice(0, 8);
    (this.#found.node.defaultChild as CfnResource).overrideLogicalId(`VpcOfSubnetsFound${digest}`);
    this.vpcId = vpcId ?? this.#found.getAttString('VpcId');
    // An endpoint of the stack's own and its workloads share a VPC, or the lookup objects.
    this.clientVpcId = vpcEndpointId === undefined ? this.vpcId : this.#found.getAttString('ClientVpcId');
    this.vpcCidrBlock = this.#found.getAttString('VpcCidrBlock');
    this.cidrs = this.#list('Cidrs');
    this.dnsNames = this.#list('DnsNames');
    if (props.subnetIds.length + ec2SubnetIds.length > 0)
      outputWriter(this)('CutOff', this.#found.getAttString('CutOff'), 'Who loses a service when private DNS is on');
  }

  zoneOf(subnetId: string): string {
    return Fn.select(this.#clientSubnetIds.indexOf(subnetId), [...this.#list('Zones')]);
  }

  /** Attributes that are lists of texts come as one text: CloudFormation promises no more. */
  #list(attribute: string): readonly string[] {
    return Fn.split(',', this.#found.getAttString(attribute));
  }
}

/** The IAM actions that the lookup's code calls; a test keeps them equal. */
const READS = [
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribeVpcEndpointServices',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeRouteTables',
  'ec2:DescribeSecurityGroups',
];

function lookupProvider(scope: Construct, retention: RetentionDays): Provider {
  const logGroup = new LogGroup(scope, 'Log', { retention, removalPolicy: RemovalPolicy.DESTROY });
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  role.addToPolicy(new PolicyStatement({ sid: 'ReadNetwork', actions: READS, resources: ['*'] }));
  const anyVpc = Stack.of(scope).formatArn({ service: 'ec2', resource: 'vpc', resourceName: '*' });
  role.addToPolicy(
    new PolicyStatement({ sid: 'ReadVpcAttributes', actions: ['ec2:DescribeVpcAttribute'], resources: [anyVpc] }),
  );
  const anyList = { service: 'ec2', account: '*', resource: 'prefix-list', resourceName: '*' };
  const lists = [Stack.of(scope).formatArn(anyList)];
  role.addToPolicy(
    new PolicyStatement({ sid: 'ReadPrefixLists', actions: ['ec2:GetManagedPrefixListEntries'], resources: lists }),
  );
  acknowledge(role, 'lookup-reads');
  const onEventHandler = new LambdaFunction(scope, 'Function', {
    description: 'vpce-doctor: looks up the VPC around the configured subnets during a deployment',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(bundleOf('lookup')),
    memorySize: 256,
    // A role that is seconds old is waited for: twelve times five seconds.
    timeout: Duration.seconds(90),
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
  });
  return frameworkFor(scope, onEventHandler, logGroup);
}

/** The framework's own role names the one function that it calls, instead of a managed policy and every version. */
function frameworkFor(scope: Construct, onEventHandler: LambdaFunction, logGroup: LogGroup): Provider {
  const role = new Role(scope, 'FrameworkRole', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const policy = new Policy(scope, 'FrameworkPolicy', {
    roles: [role],
    statements: [
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['lambda:InvokeFunction', 'lambda:GetFunction'],
        resources: [onEventHandler.functionArn],
      }),
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    ],
  });
  const provider = new Provider(scope, 'Provider', {
    onEventHandler,
    logGroup,
    frameworkOnEventRole: role.withoutPolicyUpdates(),
  });
  provider.node.addDependency(policy);
  return provider;
}
