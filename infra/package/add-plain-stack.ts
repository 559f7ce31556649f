import { type App, CfnCondition, DefaultStackSynthesizer, Fn, Stack } from 'aws-cdk-lib';
import { CfnParametersCode } from 'aws-cdk-lib/aws-lambda';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import * as v from 'valibot';
import { type Configuration, configurationSchema } from '../configuration.ts';
import { deploy } from '../deploy.ts';
import { allowOptionalGroups } from './allow-optional-groups.ts';
import { optionalKey, restrictToEndpoint } from './optional-canary.ts';
import { clientParameters, commonParameters, parameterOf } from './parameters.ts';

export interface PlainStackProps {
  /** Makes an endpoint, or verifies somebody else's. */
  readonly kind: 'new-endpoint' | 'existing-endpoint';
  readonly zones: number;
  /** File name of the verifiers' zip. */
  readonly artifact: string;
}

/**
 * A deployment whose configuration is parameters, for shops without CDK: no assets, no bootstrap, no lookup. What decides how many
 * resources there are cannot be a parameter: it is one template for each number of zones.
 */
export function addPlainStack(app: App, { kind, zones, artifact }: PlainStackProps): Stack {
  const stack = new Stack(app, `${kind}-${zones}-zone${zones === 1 ? '' : 's'}`, {
    description: `vpce-doctor: ${kind === 'new-endpoint' ? 'creates and checks a' : 'checks an existing'} Secrets Manager endpoint in ${zones} AZ`,
    synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
  });
  const common = commonParameters(stack, artifact);
  const configuration: Configuration = {
    ...configurationOf(common, clientParameters(stack, zones)),
    ...(kind === 'new-endpoint' ? newEndpoint(stack, zones) : existingEndpoint(stack)),
  };
  const code = new CfnParametersCode({ bucketNameParam: common.bucket, objectKeyParam: common.key });
  const { endpoint, verifiers, topicArn } = deploy(stack, configuration, code);
  if (endpoint) allowOptionalGroups(endpoint.securityGroup);
  const vpcEndpointId = endpoint?.vpcEndpoint.ref ?? configuration.existingEndpoint?.vpcEndpointId ?? '';
  for (const verifier of verifiers) {
    optionalKey(stack, verifier);
    restrictToEndpoint(stack, verifier, vpcEndpointId);
  }
  if (topicArn !== null) subscribe(stack, topicArn, common.email);
  return stack;
}

function configurationOf(
  { env, projectId, vpcId, vpcCidr, workload: name, workloadGroups }: ReturnType<typeof commonParameters>,
  clients: ReturnType<typeof clientParameters>,
): Configuration {
  const subnetIds = clients.map((client) => client.subnetId);
  return {
    ...v.parse(configurationSchema, { env: 'plain', projectId: 'plain' }),
    env,
    projectId,
    network: {
      vpcId,
      cidrs: [vpcCidr],
      zones: Object.fromEntries(clients.map((client) => [client.subnetId, client.zone])),
    },
    workloads: [
      {
        name,
        subnetIds,
        securityGroupIds: workloadGroups,
        seal: false,
        allow: [],
        architecture: 'arm64',
        memoryMb: 256,
      },
    ],
  };
}

function newEndpoint(stack: Stack, zones: number) {
  const declare = parameterOf(stack);
  const subnetIds = Array.from(
    { length: zones },
    (_, index) =>
      declare(`SubnetId${index + 1}`, "Subnet for one of the endpoint's interfaces", { type: 'AWS::EC2::Subnet::Id' })
        .valueAsString,
  );
  const group = declare('ResourcesSecurityGroupId1', 'Security group that may reach the endpoint', {
    type: 'AWS::EC2::SecurityGroup::Id',
  });
  return { enableSecretsmanagerEndpoint: true, subnetIds, resourcesSecurityGroupIds: [group.valueAsString] };
}

function existingEndpoint(stack: Stack) {
  const declare = parameterOf(stack);
  const id = declare('VpcEndpointId', 'The endpoint to check', { allowedPattern: 'vpce-[0-9a-f]{8,17}' });
  const name = declare('EndpointDnsName', "The endpoint's regional DNS name", { allowedPattern: 'vpce-.+' });
  return { existingEndpoint: { vpcEndpointId: id.valueAsString, dnsNames: [name.valueAsString] } };
}

function subscribe(stack: Stack, topicArn: string, email: string): void {
  const subscription = new CfnSubscription(stack, 'AlarmSubscription', {
    protocol: 'email',
    endpoint: email,
    topicArn,
  });
  const hasEmail = Fn.conditionNot(Fn.conditionEquals(email, ''));
  subscription.cfnOptions.condition = new CfnCondition(stack, 'HasAlarmEmail', { expression: hasEmail });
}
