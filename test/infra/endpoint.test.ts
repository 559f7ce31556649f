import { describe, expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';
import { monthlyCost } from '../../infra/endpoint/monthly-cost.ts';
import { SecretsManagerEndpoint } from '../../infra/endpoint/secrets-manager-endpoint.ts';
import { configuredNetwork } from '../../infra/network/configured-network.ts';
import { configurationFor, endpointSubnets, GROUP, templatesOf, VPC } from './deployment.ts';
import { evaluated, propertiesOf, resourceOf, resourcesOf } from './read-template.ts';

const SECRET = 'arn:aws:secretsmanager:eu-west-2:111122223333:secret:prod/db-AbCdEf';
const OWN_STATEMENT = { Effect: 'Deny' as const, Principal: '*', Action: 'secretsmanager:DeleteSecret', Resource: '*' };

const { plain, other, custom, disabled, open, organized, shared, withEc2 } = templatesOf({
  plain: configurationFor(2),
  other: configurationFor(3, {
    env: 'staging',
    resourcesSecurityGroupIds: [GROUP, 'sg-0a1b2c3d'],
    endpointPolicy: { secrets: [SECRET] },
    ipAddressType: 'dualstack',
    revision: '2',
  }),
  custom: configurationFor(1, { endpointPolicy: { document: { Statement: [OWN_STATEMENT] } } }),
  open: configurationFor(1, {
    endpointPolicy: 'full-access',
    ingressCidrs: ['10.20.0.0/16', '2001:db8:1::/48'],
    ingressPrefixListIds: ['pl-0a1b2c3d'],
    endpointSecurityGroupIds: ['sg-0b1b2c3d'],
    privateDns: false,
    tags: { CostCenter: '42' },
  }),
  organized: configurationFor(1, { endpointPolicy: { organization: 'o-a1b2c3d4e5' } }),
  shared: configurationFor(1, { endpointPolicy: { accounts: ['444455556666'] } }),
  withEc2: configurationFor(1, { ec2Endpoint: { subnetIds: endpointSubnets(1) } }),
  disabled: configurationFor(1, { enableSecretsmanagerEndpoint: false, workloads: [] }),
});

const endpointIn = (template: typeof plain) => resourceOf(template, 'AWS::EC2::VPCEndpoint').Properties;
const groupIn = (template: typeof plain) => resourceOf(template, 'AWS::EC2::SecurityGroup').Properties;

describe('the endpoint', () => {
  test('is an interface endpoint of Secrets Manager with private DNS in every given subnet', () => {
    expect(evaluated(endpointIn(plain), { 'AWS::Region': 'eu-west-2' })).toMatchObject({
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.eu-west-2.secretsmanager',
      VpcId: VPC,
      SubnetIds: endpointSubnets(2),
      SecurityGroupIds: ['SecretsManagerEndpointGroup.GroupId'],
      PrivateDnsEnabled: true,
      IpAddressType: 'ipv4',
    });
    expect(endpointIn(other).IpAddressType).toBe('dualstack');
  });

  test('has a group of its own: HTTPS in from each given group, out to the CIDRs of the VPC, and nothing else', () => {
    const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
    expect(groupIn(other).SecurityGroupIngress).toEqual([
      { ...https, SourceSecurityGroupId: GROUP },
      { ...https, SourceSecurityGroupId: 'sg-0a1b2c3d' },
    ]);
    expect(groupIn(other).SecurityGroupEgress).toEqual([{ ...https, CidrIp: '10.0.0.0/16' }]);
  });

  test('lets in other networks by CIDR and prefix list, and may have groups beside its own', () => {
    const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
    expect(groupIn(open).SecurityGroupIngress).toEqual([
      { ...https, SourceSecurityGroupId: GROUP },
      { ...https, CidrIp: '10.20.0.0/16' },
      { ...https, CidrIpv6: '2001:db8:1::/48' },
      { ...https, SourcePrefixListId: 'pl-0a1b2c3d' },
    ]);
    expect(evaluated(endpointIn(open).SecurityGroupIds)).toEqual([
      'SecretsManagerEndpointGroup.GroupId',
      'sg-0b1b2c3d',
    ]);
    expect(evaluated(open.Outputs?.SecurityGroupIds?.Value)).toBe('SecretsManagerEndpointGroup.GroupId,sg-0b1b2c3d');
  });

  test('leaves private DNS off where that is asked for', () => {
    expect(endpointIn(open).PrivateDnsEnabled).toBe(false);
    expect(open.Outputs?.PrivateDnsEnabled?.Value).toBe('false');
  });

  test("has the deployment's tags, its stack's name and the user's own", () => {
    const tags = Object.fromEntries(
      (evaluated(endpointIn(open).Tags) as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]),
    );
    expect(tags).toEqual({
      CostCenter: '42',
      Environment: 'production',
      Name: 'myapp-production-secretsmanager',
      Project: 'myapp',
      VpceDoctorStack: 'AWS::StackName',
    });
  });

  test('is open to the internet in no rule of any group', () => {
    const rules = [plain, other, custom].map((template) =>
      JSON.stringify(propertiesOf(template, 'AWS::EC2::SecurityGroup')),
    );
    for (const text of rules) expect(text).not.toMatch(/0\.0\.0\.0\/0|::\/0/);
  });

  test('keeps the logical ids under which it is deployed: another would replace it', () => {
    for (const template of [plain, other, custom]) {
      expect(template.Resources).toHaveProperty('SecretsManagerEndpoint.Type', 'AWS::EC2::VPCEndpoint');
      expect(template.Resources).toHaveProperty('SecretsManagerEndpointGroup.Type', 'AWS::EC2::SecurityGroup');
    }
  });

  test('is not replaced by any change of the configuration but that of the VPC', () => {
    const createOnly = ({ VpcId, ServiceName, VpcEndpointType, ServiceRegion }: Record<string, unknown>) => ({
      VpcId,
      ServiceName,
      VpcEndpointType,
      ServiceRegion,
    });
    const ofGroup = ({ VpcId, GroupName, GroupDescription }: Record<string, unknown>) => [
      VpcId,
      GroupName,
      GroupDescription,
    ];
    expect(createOnly(endpointIn(other))).toEqual(createOnly(endpointIn(plain)));
    expect(ofGroup(groupIn(other))).toEqual(ofGroup(groupIn(plain)));
    expect(groupIn(plain).GroupDescription).toBe(
      'Secrets Manager endpoint: HTTPS in from the given groups, out to the VPC',
    );
  });
});

describe("the endpoint's policy", () => {
  const policyIn = (template: typeof plain) =>
    evaluated(endpointIn(template).PolicyDocument) as { Statement: unknown[] };
  const kept = [
    {
      Sid: 'Canaries',
      Effect: 'Allow',
      Principal: '*',
      Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      Resource: [expect.stringMatching(/^VerifierordersCanarySecret/)],
    },
    {
      Sid: 'WithoutResource',
      Effect: 'Allow',
      Principal: '*',
      Action: ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetRandomPassword'],
      Resource: '*',
    },
  ];

  test('lets in whoever belongs to the own account, by default', () => {
    expect(policyIn(plain).Statement).toEqual([
      {
        Sid: 'OwnAccount',
        Effect: 'Allow',
        Principal: '*',
        Action: 'secretsmanager:*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalAccount': 'AWS::AccountId' } },
      },
    ]);
  });

  const condition = (key: string, value: unknown) => ({ Condition: { StringEquals: { [key]: value } } });

  test.each([
    ['full access', open, { Action: '*' }],
    ['an organization', organized, condition('aws:PrincipalOrgID', 'o-a1b2c3d4e5')],
    ['accounts beside the own one', shared, condition('aws:PrincipalAccount', ['AWS::AccountId', '444455556666'])],
  ])('of %s is one statement', (_, template, expected) => {
    const { Statement } = policyIn(template);
    expect(Statement).toHaveLength(1);
    expect(Statement[0]).toMatchObject({ Effect: 'Allow', Principal: '*', Resource: '*', ...expected });
  });

  test('of named secrets keeps usable the canaries, and what no resource can be named for', () => {
    const named = {
      Sid: 'NamedSecrets',
      Effect: 'Allow',
      Principal: '*',
      Action: 'secretsmanager:*',
      Resource: [SECRET],
    };
    expect(policyIn(other).Statement).toEqual([named, ...kept]);
  });

  test("of the user's own keeps them too", () => {
    expect(policyIn(custom).Statement).toEqual([OWN_STATEMENT, ...kept]);
  });
});

describe('the longest policy that is taken', () => {
  const NAME = 'W'.repeat(30);
  const workloads = Array.from({ length: 13 }, (_, index) => ({
    name: `${NAME}${String(index).padStart(2, '0')}`,
    subnetIds: ['subnet-c0000000a'],
    securityGroupIds: [GROUP],
  }));
  const withLength = (length: number) =>
    configurationFor(1, {
      workloads,
      endpointPolicy: { document: { Statement: [{ ...OWN_STATEMENT, Resource: 'x'.repeat(length) }] } },
    });
  const longest = () => {
    let message = '';
    try {
      withLength(25_000);
    } catch (error) {
      ({ message } = error as Error);
    }
    const [, has = '', most = ''] = /has (\d+) characters; at most (\d+) fit/.exec(message) ?? [];
    return 25_000 - Number(has) + Number(most);
  };

  test('fits with the canaries of all workloads in the Region with the longest name', () => {
    const { long } = templatesOf({ long: withLength(longest()) });
    const ids = resourcesOf(long, 'AWS::SecretsManager::Secret').map(([id]) => id);
    const arnOf = (id: string) =>
      `arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:${id}-AbCdEfGhIjKl-AbCdEf`;
    const told = Object.fromEntries(ids.map((id) => [id, arnOf(id)]));
    const policy = evaluated(endpointIn(long).PolicyDocument, told) as { Statement: readonly { Sid?: string }[] };
    expect(JSON.stringify(policy)).toContain(`${ids[12]}-AbCdEfGhIjKl-AbCdEf`);
    expect(JSON.stringify(policy).length).toBeLessThanOrEqual(20_480);
    // Not much is given away either.
    expect(JSON.stringify(policy).length).toBeGreaterThan(20_000);
    expect(() => withLength(longest() + 1)).toThrow('at most');
  });
});

describe('the names of services', () => {
  test.each([
    ['aws', 'eu-west-2'],
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-iso', 'us-iso-east-1'],
    ['aws-iso-b', 'us-isob-east-1'],
    ['aws-iso-e', 'eu-isoe-west-1'],
    ['aws-iso-f', 'us-isof-south-1'],
    ['aws-eusc', 'eusc-de-east-1'],
  ])('in %s are those that the CDK knows of its Regions', (partition, region) => {
    const known = new Stack(new App(), 'Known', { env: { region } });
    const { Prefix } = withEc2.Mappings?.Ec2ServicePrefixes?.[partition] ?? {};
    const told = {
      'AWS::Region': region,
      'AWS::Partition': partition,
      [`Ec2ServicePrefixes.${partition}.Prefix`]: Prefix,
    };
    for (const service of ['secretsmanager', 'ec2']) {
      const [, made] =
        resourcesOf(withEc2, 'AWS::EC2::VPCEndpoint').find(([id]) => /^Ec2/.test(id) === (service === 'ec2')) ?? [];
      expect(evaluated(made?.Properties.ServiceName, told)).toBe(
        known.resolve(new InterfaceVpcEndpointAwsService(service).name),
      );
    }
  });
});

describe("the module's outputs", () => {
  const valuesOf = (template: typeof plain) =>
    Object.fromEntries(Object.entries(template.Outputs ?? {}).map(([name, { Value }]) => [name, evaluated(Value)]));

  test('tell endpoint, network, cost and usage', () => {
    expect(valuesOf(plain)).toMatchObject({
      Enabled: 'true',
      EndpointId: 'SecretsManagerEndpoint',
      EndpointArn: 'arn:AWS::Partition:ec2:AWS::Region:AWS::AccountId:vpc-endpoint/SecretsManagerEndpoint',
      ServiceName: 'com.amazonaws.AWS::Region.secretsmanager',
      PrivateDnsEnabled: 'true',
      VpcId: VPC,
      SubnetIds: endpointSubnets(2).join(','),
      SecurityGroupIds: 'SecretsManagerEndpointGroup.GroupId',
      VpcCidrBlock: '10.0.0.0/16',
      MonthlyEstimate: '$14.60 (2 AZ x 730 h x $0.01, us-east-1 prices), plus $0.01 per GB',
      // Somebody pastes it into a shared terminal: it reads the secret and shows none of it.
      AwsCliExample: 'aws secretsmanager get-secret-value --secret-id my-secret --query VersionId --output text',
      // A bare expression would be shown by a REPL or a notebook.
      PythonExample: expect.stringMatching(/^import boto3; secret = boto3\.client\(/),
      NodejsExample: expect.stringContaining('@aws-sdk/client-secrets-manager'),
      Requirements: expect.stringContaining('TCP 443'),
    });
    expect(plain.Outputs?.DnsEntries?.Value).toEqual({
      'Fn::Join': [',', { 'Fn::GetAtt': ['SecretsManagerEndpoint', 'DnsEntries'] }],
    });
  });

  test('of a disabled endpoint say so, and there is no resource but the stand-in that CloudFormation wants', () => {
    expect(disabled.Resources).toEqual({ Nothing: { Type: 'AWS::CloudFormation::WaitConditionHandle' } });
    expect(valuesOf(disabled)).toMatchObject({
      Enabled: 'false',
      MonthlyEstimate: '$0.00: the endpoint is disabled',
      Savings: 'none: the endpoint is disabled',
    });
    expect(Object.keys(disabled.Outputs ?? {})).not.toContain('EndpointId');
  });

  test('are plain ASCII, which CloudFormation shows as it is', () => {
    expect(JSON.stringify([plain, other, disabled])).toMatch(/^[\x20-\x7e]*$/);
  });
});

describe('the monthly cost', () => {
  const { prices } = configurationFor(1);

  test.each([
    [1, 0, 'none while the NAT gateways stay: $7.30 more, which pays off from 209 GB of traffic a month'],
    [2, 0, 'none while the NAT gateways stay: $14.60 more, which pays off from 418 GB of traffic a month'],
    [1, 1, '$29.20 (1 NAT gateway removed)'],
    [2, 2, '$58.40 (2 NAT gateways removed)'],
    [6, 1, 'none: $7.30 more (1 NAT gateway removed)'],
  ])('of %i AZ with %i NAT gateways removed saves what is honest', (zones, natGatewaysRemoved, savings) => {
    expect(monthlyCost({ zones, natGatewaysRemoved, prices }).savings).toBe(savings);
  });

  test('goes by the prices and hours that are given', () => {
    const london = { ...prices, region: 'eu-west-2', hoursPerMonth: 720, endpointPerHour: 0.011 };
    expect(monthlyCost({ zones: 1, natGatewaysRemoved: 0, prices: london }).monthlyEstimate).toBe(
      '$7.92 (1 AZ x 720 h x $0.011, eu-west-2 prices), plus $0.01 per GB',
    );
  });
});

test("the construct by itself takes the module's inputs and a network, and has defaults for all else", () => {
  const { outputs, vpcEndpoint } = new SecretsManagerEndpoint(new Stack(new App(), 'Alone'), 'Endpoint', {
    env: 'production',
    projectId: 'myapp',
    subnetIds: endpointSubnets(1),
    resourcesSecurityGroupIds: [GROUP],
    network: configuredNetwork({ vpcId: VPC, cidrs: ['10.0.0.0/16'], zones: {} }),
  });
  expect(outputs.cost.monthlyEstimate).toMatch(/^\$7\.30 /);
  expect(vpcEndpoint).toMatchObject({ ipAddressType: 'ipv4', privateDnsEnabled: true });
});
