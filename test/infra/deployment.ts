import { Stack } from 'aws-cdk-lib';
import type { Configuration, ConfigurationInput } from '../../infra/configuration.ts';
import { deploy } from '../../infra/deploy.ts';
import { parseConfiguration } from '../../infra/parse-configuration.ts';
import { strictApp, type Template } from '../../infra/synthesize.ts';

const ZONES = ['a', 'b', 'c', 'd', 'e', 'f'];

export const GROUP = 'sg-0c11e47a';
export const VPC = 'vpc-0a1b2c3d';
export const KEY = 'arn:aws:kms:eu-west-2:111122223333:key/0a1b2c3d-1234-1234-1234-0a1b2c3d4e5f';

/** Subnets of the endpoint and of the workload, apart from each other as they are in most VPCs. */
export const endpointSubnets = (zones: number): string[] =>
  ZONES.slice(0, zones).map((zone) => `subnet-e0000000${zone}`);
export const clientSubnets = (zones: number): string[] => ZONES.slice(0, zones).map((zone) => `subnet-c0000000${zone}`);

/** What a user would write for an endpoint and one workload in so many zones; the network is told, so that nothing is a token. */
export function given(zones: number, more: Partial<ConfigurationInput> = {}): ConfigurationInput {
  return {
    env: 'production',
    projectId: 'myapp',
    subnetIds: endpointSubnets(zones),
    resourcesSecurityGroupIds: [GROUP],
    enableSecretsmanagerEndpoint: true,
    vpcId: VPC,
    network: {
      vpcId: VPC,
      cidrs: ['10.0.0.0/16'],
      zones: Object.fromEntries(clientSubnets(zones).map((id, index) => [id, `euw2-az${index + 1}`])),
    },
    workloads: [{ name: 'orders', subnetIds: clientSubnets(zones), securityGroupIds: [GROUP] }],
    ...more,
  };
}

/** The same as the tool reads it. */
export const configurationFor = (zones: number, more: Partial<ConfigurationInput> = {}): Configuration =>
  parseConfiguration(given(zones, more), 'the test');

/** The templates of several deployments from one synth, since most of a synth's time is the same for one and for many. */
export function templatesOf<K extends string>(configurations: Readonly<Record<K, Configuration>>): Record<K, Template> {
  const app = strictApp(undefined);
  const names = Object.keys(configurations) as K[];
  for (const name of names) deploy(new Stack(app, name), configurations[name]);
  const assembly = app.synth();
  return Object.fromEntries(names.map((name) => [name, assembly.getStackByName(name).template])) as Record<K, Template>;
}
