import { describe, expect, test } from '@jest/globals';
import { Stack, Validations } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { ACKNOWLEDGEMENTS } from '../../infra/acknowledgements.ts';
import type { Configuration } from '../../infra/configuration.ts';
import { deploy } from '../../infra/deploy.ts';
import { strictApp } from '../../infra/synthesize.ts';
import { VpceDoctorStack } from '../../infra/vpce-doctor-stack.ts';
import { clientSubnets, configurationFor, endpointSubnets, GROUP, given, KEY } from './deployment.ts';

const { network: _, ...lookedUp } = given(2);

/** Every option at once. */
const everything = () =>
  configurationFor(2, {
    ...lookedUp,
    network: undefined,
    workloads: lookedUp.workloads?.map((workload) => ({ ...workload, kmsKeyArn: KEY, seal: true })),
    ec2Endpoint: { subnetIds: endpointSubnets(1) },
    trailLogGroupName: 'trail',
    alarmEmails: ['on-call@example.com'],
  });

/** What a synth is stopped with. */
function failureOf(app: ReturnType<typeof strictApp>): string {
  try {
    app.synth();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

const idsIn = (message: string): readonly string[] =>
  [...new Set([...message.matchAll(/Acknowledge with '([^']+)'/g)].map(([, id = '']) => id))].toSorted();

describe('cdk-nag and the validation of CloudFormation', () => {
  test('find nothing in a deployment with every option', () => {
    const app = strictApp(undefined);
    deploy(new Stack(app, 'Everything'), everything());
    expect(failureOf(app)).toBe('');
  });

  const workload = { name: 'orders', subnetIds: clientSubnets(1), securityGroupIds: [GROUP] };
  const existing = { enableSecretsmanagerEndpoint: false, existingEndpoint: { vpcEndpointId: 'vpce-0a1b2c3d' } };
  const looked = { ...lookedUp, network: undefined };

  /** What a user may choose, one by one. */
  const CONFIGURATIONS: Readonly<Record<string, Configuration>> = {
    OneZone: configurationFor(1),
    ThreeZones: configurationFor(3),
    LookedUp: configurationFor(2, looked),
    Disabled: configurationFor(1, { enableSecretsmanagerEndpoint: false, workloads: [] }),
    Existing: configurationFor(2, { ...looked, ...existing }),
    ExistingWithEc2: configurationFor(2, { ...looked, ...existing, ec2Endpoint: { subnetIds: endpointSubnets(1) } }),
    Sealed: configurationFor(1, { workloads: [{ ...workload, seal: true, kmsKeyArn: KEY }] }),
    Ec2: configurationFor(2, { ec2Endpoint: { subnetIds: endpointSubnets(2) } }),
    Trail: configurationFor(1, { trailLogGroupName: 'trail' }),
    Ipv6: configurationFor(1, { ipAddressType: 'ipv6' }),
    Organization: configurationFor(1, { endpointPolicy: { organization: 'o-a1b2c3d4e5' } }),
    Accounts: configurationFor(1, { endpointPolicy: { accounts: ['444455556666'] } }),
    FullAccess: configurationFor(1, { endpointPolicy: 'full-access', privateDns: false }),
    Ingress: configurationFor(1, {
      ingressCidrs: ['10.20.0.0/16', '2001:db8::/32'],
      ingressPrefixListIds: ['pl-0a1b2c3d'],
      endpointSecurityGroupIds: ['sg-0b1b2c3d'],
    }),
    OwnTopic: configurationFor(1, { alarmTopicArn: 'arn:aws:sns:eu-west-2:111122223333:on-call' }),
  };

  test.each(['eu-west-2', 'us-east-1', 'cn-north-1', 'us-gov-west-1', 'eusc-de-east-1', 'us-iso-east-1'])(
    'find nothing in any configuration in %s',
    (region) => {
      const app = strictApp(undefined);
      for (const [name, configuration] of Object.entries(CONFIGURATIONS))
        new VpceDoctorStack(app, name, { configuration, stackName: name, env: { region } });
      expect(failureOf(app)).toBe('');
    },
  );

  test('find exactly what is acknowledged once the acknowledgements are gone: none of them is stale', () => {
    const app = strictApp(undefined);
    const stack = new Stack(app, 'Everything');
    deploy(stack, everything());
    for (const { node } of stack.node.findAll()) {
      const kept = node.metadata.filter(({ type }) => type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
      Object.defineProperty(node, 'metadata', { get: () => kept });
    }
    const acknowledged = Object.values(ACKNOWLEDGEMENTS).flatMap((all) => all.map(({ id }) => `AwsSolutions::${id}`));
    expect(idsIn(failureOf(app))).toEqual([...new Set(acknowledged)].toSorted());
  });

  test.each(Object.entries(ACKNOWLEDGEMENTS))('%s is acknowledged with a reason each', (_, all) => {
    for (const { reason } of all) expect(reason).toMatch(/^[A-Z].{30,}\.$/);
  });

  test('stop a world that is broken', () => {
    const app = strictApp(undefined);
    const stack = new Stack(app, 'Broken');
    new CfnSecurityGroup(stack, 'Open', {
      groupDescription: 'open',
      vpcId: 'vpc-0a1b2c3d',
      securityGroupIngress: [{ ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIp: '0.0.0.0/0' }],
    });
    new CfnVPCEndpoint(stack, 'Odd', { serviceName: 'x', vpcId: 'vpc-0a1b2c3d', ipAddressType: 'ipv5' });
    new CfnTopic(stack, 'Plain');
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const statement = new PolicyStatement({ effect: Effect.ALLOW, actions: ['ec2:Describe*'], resources: ['*'] });
    new Policy(stack, 'Wide', { roles: [role], statements: [statement] });
    new CfnFunction(stack, 'Small', {
      role: role.roleArn,
      runtime: 'nodejs12.x',
      handler: 'index.handler',
      memorySize: 1,
      code: { zipFile: 'x' },
    });
    const found = idsIn(failureOf(app)).join(' ');
    expect(found).toContain('AwsSolutions::AwsSolutions-EC23');
    expect(found).toContain('AwsSolutions::AwsSolutions-SNS3');
    expect(found).toContain('AwsSolutions::AwsSolutions-IAM5[Action::ec2:Describe*]');
    expect(found).toContain('AwsSolutions::AwsSolutions-L1');
    expect(found).toMatch(/CloudFormation-Validate::[EFW]\d+/);
  });
});
