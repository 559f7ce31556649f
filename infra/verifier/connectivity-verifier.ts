import { Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  type CfnFunction,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { variablesOf } from '../../lib/model/verifier-environment.ts';
import { bundleOf } from '../bundle-of.ts';
import type { Workload } from '../configuration.ts';
import { idOf } from '../id-of.ts';
import type { Network } from '../network/network.ts';
import { Canary } from './canary.ts';
import { guardFunctions, verifierRole } from './verifier-role.ts';

/** The endpoint that is verified, whoever made it. */
export interface VerifiedEndpoint {
  readonly vpcEndpointId: string;
  /** As CloudFormation or EC2 list them; the function takes the endpoint's own from among them. */
  readonly dnsNames: readonly string[];
  /** Its names have IPv6 addresses alone: verifiers then need dual-stack subnets, and the use of IPv6 there. */
  readonly isIpv6Only: boolean;
}

export interface ConnectivityVerifierProps {
  readonly workload: Workload;
  readonly endpoint: VerifiedEndpoint;
  readonly network: Network;
  readonly logRetention: RetentionDays;
  /** The bundle, where it is not taken from the build's folder. */
  readonly code?: Code;
}

/** One verifier: the function in one of the workload's subnets. */
export interface Verifier {
  readonly function: LambdaFunction;
  readonly zone: string;
}

/**
 * Stands for exactly one workload: its security groups and no others, and one function in each of its subnets, since groups are
 * a union and a run sees one subnet.
 */
export class ConnectivityVerifier extends Construct {
  readonly workload: string;
  /** The endpoint that is verified. */
  readonly vpcEndpointId: string;
  readonly canary: Canary;
  readonly verifiers: readonly Verifier[];
  readonly logGroup: LogGroup;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: ConnectivityVerifierProps) {
    super(scope, id);
    const { workload, endpoint, network, logRetention, code = Code.fromAsset(bundleOf('verifier')) } = props;
    this.workload = workload.name;
    this.vpcEndpointId = endpoint.vpcEndpointId;
    this.canary = new Canary(this, 'Canary', workload);
    this.logGroup = new LogGroup(this, 'Log', { retention: logRetention, removalPolicy: RemovalPolicy.DESTROY });
    this.role = verifierRole(this, {
      canaryArn: this.canary.arn,
      kmsKeyArn: workload.kmsKeyArn,
      vpcId: network.clientVpcId,
      logGroup: this.logGroup,
    });
    if (workload.seal) this.canary.seal(endpoint.vpcEndpointId, this.role.roleArn);
    this.verifiers = workload.subnetIds.map((subnetId, index) => {
      const zone = network.zoneOf(subnetId);
      // By its subnet, so that a subnet more or less leaves the functions of the others alone.
      const place = idOf(subnetId, `Zone${index + 1}`);
      return { function: this.#verifier(`Verify-${place}`, { ...props, subnetId, zone, code }), zone };
    });
    const arns = this.verifiers.map((verifier) => verifier.function.functionArn);
    guardFunctions(this, this.role, arns);
  }

  #verifier(id: string, props: ConnectivityVerifierProps & VerifierPlace): LambdaFunction {
    const { workload, zone, subnetId, code } = props;
    const verifier = new LambdaFunction(this, id, {
      description: `vpce-doctor: verifies the Secrets Manager endpoint for workload ${workload.name} in ${zone}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: workload.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      handler: 'index.handler',
      code,
      memorySize: workload.memoryMb,
      timeout: Duration.seconds(30),
      reservedConcurrentExecutions: workload.reservedConcurrency,
      role: this.role,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      // Lines of metrics have no level and count as INFO: an organization's default of WARN would silence them.
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // Who invokes asynchronously gets one run: the next is due anyway.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(2),
      environment: environmentOf(props, this.canary.arn),
    });
    // Through `vpc` CDK would want a VPC that it knows at synth, and attach a managed policy.
    (verifier.node.defaultChild as CfnFunction).vpcConfig = {
      subnetIds: [subnetId],
      securityGroupIds: workload.securityGroupIds,
      ...(props.endpoint.isIpv6Only ? { ipv6AllowedForDualStack: true } : {}),
    };
    return verifier;
  }
}

interface VerifierPlace {
  readonly subnetId: string;
  readonly zone: string;
  readonly code: Code;
}

/** What a verifier knows before it sends a packet: README, "As a Lambda function". */
function environmentOf(
  { workload, endpoint, network, subnetId, zone }: ConnectivityVerifierProps & VerifierPlace,
  canaryArn: string,
): Record<string, string> {
  const { vpcEndpointId, dnsNames } = endpoint;
  return variablesOf({
    secretId: canaryArn,
    endpoint: `{"vpcEndpointId":"${vpcEndpointId}","dnsNames":${jsonList(dnsNames)},"vpcCidrs":${jsonList(network.cidrs)}}`,
    client: `{"vpcId":"${network.clientVpcId}","subnetIds":["${subnetId}"],"securityGroupIds":${jsonList(workload.securityGroupIds)}}`,
    workload: workload.name,
    zone,
    ...(workload.allow.length === 0 ? {} : { allow: workload.allow.join(',') }),
  });
}

/** A JSON list of texts, also of those that are known only at deploy time. */
const jsonList = (texts: readonly string[]): string => `["${Fn.join('","', [...texts])}"]`;
