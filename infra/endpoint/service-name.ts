import { Aws, CfnMapping, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Secrets Manager's name begins the same everywhere. Source: the CDK's `InterfaceVpcEndpointAwsService`, which knows it of known Regions alone. */
const EC2_PREFIXES = {
  aws: 'com.amazonaws',
  'aws-cn': 'cn.com.amazonaws',
  'aws-us-gov': 'com.amazonaws',
  'aws-eusc': 'com.amazonaws',
  'aws-iso': 'gov.ic.c2s',
  'aws-iso-b': 'gov.sgov.sc2s',
  'aws-iso-e': 'com.amazonaws',
  'aws-iso-f': 'com.amazonaws',
} as const;

const MAPPING = 'Ec2ServicePrefixes';

/** The name of a service that interface endpoints are made for, in whichever partition the template is deployed. */
export function serviceNameIn(scope: Construct, service: 'secretsmanager' | 'ec2'): string {
  const stack = Stack.of(scope);
  if (service === 'secretsmanager') return `com.amazonaws.${stack.region}.secretsmanager`;
  const known = stack.node.tryFindChild(MAPPING) as CfnMapping | undefined;
  const prefixes = known ?? new CfnMapping(stack, MAPPING, { mapping: mappingOf(EC2_PREFIXES) });
  return `${prefixes.findInMap(Aws.PARTITION, 'Prefix')}.${stack.region}.ec2`;
}

const mappingOf = (prefixes: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(prefixes).map(([partition, Prefix]) => [partition, { Prefix }]));
