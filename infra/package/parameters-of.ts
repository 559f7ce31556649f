import { BugError } from '../../lib/model/errors.ts';
import { SAMPLE_CONFIGURATION } from '../sample-configuration.ts';
import type { Template } from '../synthesize.ts';

/** One parameter, as `aws cloudformation deploy` and `create-stack` read it from a file. */
export interface GivenParameter {
  readonly ParameterKey: string;
  readonly ParameterValue: string;
}

const { env, projectId, vpcId, subnetIds, resourcesSecurityGroupIds, workloads } = SAMPLE_CONFIGURATION;
const [subnet] = subnetIds;

/** Made up, as in the configuration to begin with; a number at the end counts them. */
const SAMPLES: Readonly<Record<string, (number: number) => string>> = {
  ArtifactBucket: () => 'BUCKET',
  Env: () => env,
  ProjectId: () => projectId,
  VpcId: () => vpcId,
  VpcCidr: () => '10.0.0.0/16',
  WorkloadSecurityGroupIds: () => workloads[0].securityGroupIds.join(','),
  ResourcesSecurityGroupId: () => resourcesSecurityGroupIds[0],
  SubnetId: (number) => `${subnet.slice(0, -1)}${number}`,
  ClientSubnetId: (number) => `${subnet.slice(0, -1)}${number}`,
  ClientZone: (number) => `euw2-az${number}`,
  VpcEndpointId: () => 'vpce-0a1b2c3d4e5f60718',
  EndpointDnsName: () => 'vpce-0a1b2c3d4e5f60718-abcd1234.secretsmanager.eu-west-2.vpce.amazonaws.com',
};

/** All parameters of a template with a value: the default, or where there is none something to replace. */
export const parametersOf = ({ Parameters = {} }: Template): readonly GivenParameter[] =>
  Object.entries(Parameters).map(([ParameterKey, { Default }]) => ({
    ParameterKey,
    ParameterValue: typeof Default === 'string' ? Default : sampleOf(ParameterKey),
  }));

function sampleOf(key: string): string {
  const [, name = '', number = '1'] = /^(\D+)(\d*)$/.exec(key) ?? [];
  const sample = SAMPLES[name];
  if (!sample) throw new BugError(`no sample for the parameter ${key}`);
  return sample(Number(number || 1));
}
