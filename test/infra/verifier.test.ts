import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readVerifierEnvironment } from '../../functions/verify/environment.ts';
import { actions as lookupActions } from '../../functions/vpc-of-subnets/read-network.ts';
import { parseRequest } from '../../functions/vpc-of-subnets/request.ts';
import { STACK_TAG } from '../../infra/endpoint/stack-tag.ts';
import type { Template } from '../../infra/synthesize.ts';
import { VARIABLES } from '../../lib/model/verifier-environment.ts';
import { clientSubnets, configurationFor, endpointSubnets, GROUP, given, KEY, templatesOf, VPC } from './deployment.ts';
import {
  evaluated,
  listOf,
  propertiesOf,
  resourceOf,
  resourcesOf,
  type Statement,
  statementsOf,
} from './read-template.ts';

const sealed = { name: 'orders', subnetIds: clientSubnets(2), securityGroupIds: [GROUP], kmsKeyArn: KEY, seal: true };
const billing = {
  name: 'billing',
  subnetIds: clientSubnets(1),
  securityGroupIds: [GROUP],
  architecture: 'x86_64' as const,
  allow: ['secrets' as const, 'configuration' as const],
};
const { network: _, ...lookedUp } = given(2);
const THEIRS = { vpcEndpointId: 'vpce-0a1b2c3d' };

const BESIDE_THEIRS = {
  ...lookedUp,
  network: undefined,
  enableSecretsmanagerEndpoint: false,
  existingEndpoint: THEIRS,
  ec2Endpoint: { subnetIds: endpointSubnets(2) },
  alarmEmails: ['on-call@example.com'],
};

const { own, grown, found, again, theirs, theirsAgain, full, hub } = templatesOf({
  own: configurationFor(2, { workloads: [sealed, billing] }),
  grown: configurationFor(3, { workloads: [{ ...sealed, subnetIds: clientSubnets(3).toReversed() }] }),
  found: configurationFor(2, { ...lookedUp, network: undefined }),
  again: configurationFor(2, { ...lookedUp, network: undefined, revision: '2' }),
  hub: configurationFor(1, {
    enableSecretsmanagerEndpoint: false,
    existingEndpoint: { ...THEIRS, dnsNames: ['vpce-1-x.example'] },
    ipAddressType: 'ipv6',
    network: {
      vpcId: VPC,
      clientVpcId: 'vpc-0c11e47a',
      cidrs: ['10.9.0.0/16'],
      zones: { 'subnet-c0000000a': 'euw2-az1' },
    },
  }),
  theirs: configurationFor(2, BESIDE_THEIRS),
  full: configurationFor(2, {
    ...lookedUp,
    network: undefined,
    workloads: [sealed, billing],
    trailLogGroupName: 'trail',
    alarmTopicArn: 'arn:aws:sns:eu-west-2:111122223333:on-call',
  }),
  theirsAgain: configurationFor(2, { ...BESIDE_THEIRS, revision: '2' }),
});

const functionsOf = (template: typeof own, start = 'Verifier') =>
  resourcesOf(template, 'AWS::Lambda::Function').filter(([id]) => id.startsWith(start));

describe('a verifier', () => {
  test('stands in each subnet of its workload alone, with all of its groups', () => {
    const places = functionsOf(own, 'Verifierorders').map(([, { Properties }]) => Properties.VpcConfig);
    expect(places).toEqual(clientSubnets(2).map((id) => ({ SubnetIds: [id], SecurityGroupIds: [GROUP] })));
  });

  test('runs on Node 24, arm64 or as configured, within its time, and reserves no concurrency', () => {
    const [first] = functionsOf(own, 'Verifierorders');
    expect(first?.[1].Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Architectures: ['arm64'],
      Timeout: 30,
      MemorySize: 256,
    });
    expect(functionsOf(own, 'Verifierbilling')[0]?.[1].Properties.Architectures).toEqual(['x86_64']);
    for (const [, { Properties }] of functionsOf(own))
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  test('is told what is known at deploy time, in the form that the function reads', () => {
    const [[, verifier] = []] = functionsOf(own, 'Verifierorders');
    const name = 'vpce-1-x.secretsmanager.eu-west-2.vpce.amazonaws.com';
    const entries = [`Z1:${name}`, 'Z1:secretsmanager.eu-west-2.amazonaws.com'];
    const variables = evaluated(verifier?.Properties.Environment.Variables, {
      SecretsManagerEndpoint: 'vpce-1',
      'SecretsManagerEndpoint.DnsEntries': entries,
    }) as Record<string, string>;
    expect(readVerifierEnvironment(variables)).toEqual({
      secretId: expect.stringMatching(/^VerifierordersCanarySecret/),
      endpoint: { vpcEndpointId: 'vpce-1', dnsNames: [name], networkInterfaces: [], vpcCidrs: ['10.0.0.0/16'] },
      source: {
        kind: 'lambda',
        addresses: [],
        vpcId: VPC,
        subnetIds: clientSubnets(1),
        securityGroupIds: [GROUP],
      },
      workload: 'orders',
      zone: 'euw2-az1',
      allow: [],
      probeTimeoutMs: undefined,
    });
  });

  test('answers on its canary alone, unless its workload allows more, by the name that the function reads', () => {
    const allowanceOf = (start: string) => {
      const { [VARIABLES.allow]: allow } = functionsOf(own, start)[0]?.[1].Properties.Environment.Variables ?? {};
      return readVerifierEnvironment({ [VARIABLES.allow]: allow }).allow;
    };
    expect(allowanceOf('Verifierorders')).toEqual([]);
    expect(allowanceOf('Verifierbilling')).toEqual(['secrets', 'configuration']);
  });

  test('waits for the permissions of its role, and tries nothing twice', () => {
    for (const [, { DependsOn }] of functionsOf(own, 'Verifierorders'))
      expect(DependsOn).toEqual([
        expect.stringMatching(/^VerifierordersRoleDefaultPolicy/),
        expect.stringMatching(/^VerifierordersRole/),
      ]);
    const configured = propertiesOf(own, 'AWS::Lambda::EventInvokeConfig');
    expect(configured).toHaveLength(functionsOf(own).length);
    for (const one of configured) expect(one).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 120 });
  });

  test('writes into the log group of its workload, which is kept for a while', () => {
    const [group] = resourcesOf(own, 'AWS::Logs::LogGroup').filter(([id]) => id.startsWith('Verifierorders'));
    expect(group?.[1]).toMatchObject({ Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Delete' });
    // Lines of metrics have no level: a default of WARN would keep them out of the log.
    for (const [, { Properties }] of functionsOf(own, 'Verifierorders'))
      expect(Properties.LoggingConfig).toEqual({
        ApplicationLogLevel: 'INFO',
        LogFormat: 'JSON',
        LogGroup: { Ref: group?.[0] },
      });
  });

  test('in one subnet stays what it is when the workload gets another', () => {
    const ids = functionsOf(own, 'Verifierorders').map(([id]) => id);
    expect(functionsOf(grown).map(([id]) => id)).toEqual(expect.arrayContaining(ids));
  });
});

describe('the canary', () => {
  test("has a generated value under the workload's key", () => {
    expect(resourceOf(own, 'AWS::SecretsManager::Secret', 'Verifierorders').Properties).toMatchObject({
      GenerateSecretString: { PasswordLength: 32 },
      KmsKeyId: KEY,
    });
    expect(resourceOf(own, 'AWS::SecretsManager::Secret', 'Verifierbilling').Properties).not.toHaveProperty('KmsKeyId');
    for (const secret of propertiesOf(own, 'AWS::SecretsManager::Secret'))
      expect(secret).not.toHaveProperty('SecretString');
  });

  test("that is sealed gives its value to its workload's verifiers through the endpoint alone; one that is not has no policy", () => {
    const [seal, ...others] = propertiesOf(own, 'AWS::SecretsManager::ResourcePolicy');
    expect(others).toEqual([]);
    expect(evaluated(seal)).toMatchObject({
      SecretId: expect.stringMatching(/^VerifierordersCanarySecret/),
      BlockPublicPolicy: true,
      ResourcePolicy: {
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'secretsmanager:GetSecretValue',
            Condition: {
              StringNotEquals: { 'aws:SourceVpce': 'SecretsManagerEndpoint' },
              // For everybody, the Deny would hold for CloudFormation too, which reads values when it updates a secret.
              ArnEquals: { 'aws:PrincipalArn': expect.stringMatching(/^VerifierordersRole\w+\.Arn$/) },
            },
          },
        ],
      },
    });
  });
});

const actionsOf = (statements: readonly Statement[]): readonly string[] =>
  [...new Set(statements.flatMap(({ Action }) => listOf(Action)))].toSorted();

/** What Lambda does in the role's name, and what every function does with its log. */
const ATTACHING = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:UnassignPrivateIpAddresses',
];
const LOGGING = ['logs:CreateLogStream', 'logs:PutLogEvents'];

describe('the role of a verifier', () => {
  const allowed = statementsOf(own, 'Verifierorders').filter(({ Effect }) => Effect === 'Allow');

  test('may do exactly what the gatherers do, read the canary, attach to the VPC and log', async () => {
    const folder = new URL('../../lib/gather/reads/', import.meta.url);
    const gatherers = await Promise.all(readdirSync(folder).map((file) => import(new URL(file, folder).pathname)));
    const gathered = gatherers
      .flatMap(({ actions = [] }: { actions?: readonly string[] }) => actions)
      // Of functions on a capacity provider; a verifier is in its workload's subnets.
      .filter((action) => action !== 'lambda:GetCapacityProvider');
    expect(gathered.length).toBeGreaterThan(10);
    const expected = [...gathered, 'secretsmanager:GetSecretValue', 'kms:Decrypt', ...ATTACHING, ...LOGGING];
    expect(actionsOf(allowed)).toEqual([...new Set(expected)].toSorted());
  });

  test('decrypts with the key only for Secrets Manager and only this canary', () => {
    const [decrypt] = allowed.filter(({ Action }) => listOf(Action).includes('kms:Decrypt'));
    expect(evaluated(decrypt)).toMatchObject({
      Resource: KEY,
      Condition: {
        StringEquals: {
          'kms:ViaService': ['secretsmanager.AWS::Region.amazonaws.com', 'secretsmanager.AWS::Region.AWS::URLSuffix'],
          'kms:EncryptionContext:SecretARN': expect.stringMatching(/^VerifierordersCanarySecret/),
        },
      },
    });
    expect(actionsOf(statementsOf(own, 'Verifierbilling')).join()).not.toContain('kms:');
  });

  test("may not use Lambda's interface calls from the function's own code, and still describe", () => {
    const [guard] = statementsOf(own, 'Verifierorders').filter(({ Effect }) => Effect === 'Deny');
    expect(listOf(guard?.Action ?? [])).toEqual([...ATTACHING, 'ec2:DetachNetworkInterface'].toSorted());
    const arns = functionsOf(own, 'Verifierorders').map(([id]) => `${id}.Arn`);
    expect(evaluated(guard?.Condition)).toEqual({ ArnEquals: { 'lambda:SourceFunctionArn': arns } });
  });
});

/**
 * Every action for which a wildcard is allowed as resource. AWS offers nothing finer, but for two that are there to learn which
 * VPC and which prefix lists there are: DescribeVpcAttribute in the lookup, and GetManagedPrefixListEntries.
 */
const ON_EVERYTHING = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeDhcpOptions',
  'ec2:DescribeNetworkAcls',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeRouteTables',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcAttribute',
  'ec2:DescribeVpcEndpointServices',
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribeVpcs',
  'ec2:GetManagedPrefixListEntries',
  'ec2:UnassignPrivateIpAddresses',
];

describe('every role', () => {
  const templates = [own, found, theirs];

  test('has a wildcard as resource only where there is nothing finer', () => {
    const wild = templates
      .flatMap((template) => statementsOf(template))
      .filter(({ Effect, Resource }) => Effect === 'Allow' && JSON.stringify(Resource).includes('*'));
    expect(actionsOf(wild)).toEqual(ON_EVERYTHING);
  });

  test('has no wildcard among its actions, and no managed policy', () => {
    for (const template of templates) {
      for (const action of actionsOf(statementsOf(template))) expect(action).not.toContain('*');
      for (const role of propertiesOf(template, 'AWS::IAM::Role')) expect(role).not.toHaveProperty('ManagedPolicyArns');
    }
  });
});

test('no resource has a name of its own: a change of it would replace the resource, and two deployments would collide', () => {
  const named = /^(FunctionName|RoleName|AlarmName|TopicName|LogGroupName|DashboardName|GroupName|Name)$/;
  for (const template of [own, theirs]) {
    for (const { Type, Properties } of Object.values(template.Resources ?? {})) {
      // These two name the resource that they belong to.
      if (['AWS::Lambda::EventInvokeConfig', 'AWS::Logs::MetricFilter'].includes(Type)) continue;
      expect(Object.keys(Properties).filter((key) => named.test(key))).toEqual([]);
    }
  }
});

describe("somebody else's endpoint", () => {
  const lookup = resourceOf(theirs, 'Custom::VpcOfSubnets');

  test('is looked up by its id, and its names and CIDRs reach the verifiers', () => {
    expect(lookup.Properties).toMatchObject({
      VpcEndpointId: THEIRS.vpcEndpointId,
      SubnetIds: [],
      Ec2SubnetIds: endpointSubnets(2),
      ClientSubnetIds: clientSubnets(2),
    });
    const [[, verifier] = []] = functionsOf(theirs);
    const [[id] = ['']] = resourcesOf(theirs, 'Custom::VpcOfSubnets');
    const variables = evaluated(verifier?.Properties.Environment.Variables, {
      [`${id}.DnsNames`]: 'vpce-1-x.example,vpce-1-x-eu-west-2a.example',
      [`${id}.Cidrs`]: '10.0.0.0/16,10.1.0.0/16',
      [`${id}.Zones`]: 'euw2-az1,euw2-az2',
      [`${id}.ClientVpcId`]: VPC,
    }) as Record<string, string>;
    expect(readVerifierEnvironment(variables)).toMatchObject({
      endpoint: {
        vpcEndpointId: THEIRS.vpcEndpointId,
        dnsNames: ['vpce-1-x.example', 'vpce-1-x-eu-west-2a.example'],
        vpcCidrs: ['10.0.0.0/16', '10.1.0.0/16'],
      },
      zone: 'euw2-az1',
    });
  });

  test('is not touched: the only endpoint that is made is the optional one of EC2', () => {
    const endpoints = resourcesOf(theirs, 'AWS::EC2::VPCEndpoint');
    expect(endpoints.map(([id]) => id)).toEqual(['Ec2Endpoint']);
    expect(theirs.Outputs).toMatchObject({ Enabled: { Value: 'false' }, EndpointId: { Value: THEIRS.vpcEndpointId } });
    expect(theirs.Outputs?.Ec2EndpointMonthlyEstimate?.Value).toBe('$14.60 (us-east-1 prices)');
    const [rules] = propertiesOf(theirs, 'AWS::EC2::SecurityGroup');
    expect(rules.SecurityGroupIngress).toEqual([
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourceSecurityGroupId: GROUP },
    ]);
  });
});

describe('an endpoint in another VPC, whose names have IPv6 addresses alone', () => {
  test('leaves the verifier in its own VPC, and lets it use IPv6', () => {
    const [[, verifier] = []] = functionsOf(hub);
    const variables = evaluated(verifier?.Properties.Environment.Variables) as Record<string, string>;
    expect(readVerifierEnvironment(variables)).toMatchObject({
      source: { vpcId: 'vpc-0c11e47a' },
      endpoint: { vpcCidrs: ['10.9.0.0/16'] },
    });
    expect(verifier?.Properties.VpcConfig.Ipv6AllowedForDualStack).toBe(true);
  });
});

describe('the lookup', () => {
  test('is a new resource for a new question, so that a rollback asks nothing, and the same for the same', () => {
    const idIn = (template: typeof own) => resourcesOf(template, 'Custom::VpcOfSubnets')[0]?.[0];
    expect(idIn(found)).toMatch(/^VpcOfSubnetsFound[0-9a-f]{8}$/);
    expect(idIn(again)).not.toBe(idIn(found));
    const [first, second] = [1, 2].map(() =>
      idIn(templatesOf({ found: configurationFor(2, { ...lookedUp, network: undefined }) }).found),
    );
    expect([first, second]).toEqual([idIn(found), idIn(found)]);
    // By what the names of services become, and not by the CDK's placeholders for them.
    expect(idIn(templatesOf({ theirs: configurationFor(2, BESIDE_THEIRS) }).theirs)).toBe(idIn(theirs));
  });

  test('hands on texts alone: no rule of a group is a list that only exists at deploy time', () => {
    for (const template of [found, theirs]) {
      const [[id] = ['']] = resourcesOf(template, 'Custom::VpcOfSubnets');
      for (const { SecurityGroupEgress, SecurityGroupIngress } of propertiesOf(template, 'AWS::EC2::SecurityGroup')) {
        expect(SecurityGroupEgress).toEqual([
          { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: { 'Fn::GetAtt': [id, 'VpcCidrBlock'] } },
        ]);
        expect(Array.isArray(SecurityGroupIngress)).toBe(true);
      }
    }
  });

  test('is asked about the endpoint that is made, whose VPC the template knows without it', () => {
    const [[, lookup] = []] = resourcesOf(found, 'Custom::VpcOfSubnets');
    expect(resourceOf(found, 'AWS::EC2::SecurityGroup').Properties).toMatchObject({ VpcId: VPC });
    const { VpcId, Tags } = resourceOf(found, 'AWS::EC2::VPCEndpoint').Properties;
    expect(VpcId).toBe(VPC);
    // By this tag the lookup tells the stack's own endpoint from a conflicting.
    expect(Tags).toContainEqual({ Key: STACK_TAG, Value: { Ref: 'AWS::StackName' } });
    expect(lookup?.Properties.StackName).toEqual({ Ref: 'AWS::StackName' });
    expect(evaluated(lookup?.Properties)).toMatchObject({
      VpcId: VPC,
      SubnetIds: endpointSubnets(2),
      ClientSubnetIds: clientSubnets(2),
      ServiceNames: ['com.amazonaws.AWS::Region.secretsmanager'],
      Groups: [GROUP],
    });
    expect(parseRequest(evaluated(lookup?.Properties))).toMatchObject({ PrivateDns: 'true', AllowCutOff: 'false' });
  });

  test.each(['found', 'theirs'] as const)('asked again changes no create-only property of what is made: %s', (name) => {
    const made = (template: Template) => [
      ...propertiesOf(template, 'AWS::EC2::SecurityGroup').map(({ VpcId, GroupDescription }) => [
        VpcId,
        GroupDescription,
      ]),
      ...propertiesOf(template, 'AWS::EC2::VPCEndpoint').map(({ VpcId, ServiceName }) => [VpcId, ServiceName]),
    ];
    const [first, second] = { found: [found, again], theirs: [theirs, theirsAgain] }[name] as [Template, Template];
    expect(made(first).length).toBeGreaterThan(1);
    expect(made(second)).toEqual(made(first));
    expect(JSON.stringify(made(first))).not.toContain('VpcOfSubnets');
  });

  test.each(['found', 'theirs', 'full'] as const)('is waited for by all but what it runs on itself: %s', (name) => {
    const { Resources = {} } = { found, theirs, full }[name];
    const [[lookup = ''] = []] = resourcesOf({ Resources }, 'Custom::VpcOfSubnets');
    const needsOf = (id: string): readonly string[] => {
      const text = JSON.stringify([Resources[id]?.Properties, Resources[id]?.DependsOn]);
      return Object.keys(Resources).filter((other) => text.includes(`"${other}"`));
    };
    const allNeedsOf = (id: string, seen = new Set<string>()): Set<string> => {
      for (const need of needsOf(id).filter((one) => !seen.has(one))) allNeedsOf(need, seen.add(need));
      return seen;
    };
    const early = Object.keys(Resources).filter((id) => id !== lookup && !allNeedsOf(id).has(lookup));
    expect(early.toSorted()).toEqual([...allNeedsOf(lookup)].toSorted());
    for (const id of early) expect(id).toMatch(/^VpcOfSubnets/);
    expect(Object.keys(Resources).length).toBeGreaterThan(early.length + 15);
  });

  test('says in an output whom private DNS cuts off', () => {
    const [[id] = ['']] = resourcesOf(found, 'Custom::VpcOfSubnets');
    expect(found.Outputs?.CutOff?.Value).toEqual({ 'Fn::GetAtt': [id, 'CutOff'] });
  });

  test('may do what its code does, and the framework may call it alone', () => {
    expect(actionsOf(statementsOf(theirs, 'VpcOfSubnetsRole'))).toEqual([...lookupActions, ...LOGGING].toSorted());
    const [[id] = ['']] = functionsOf(theirs, 'VpcOfSubnetsFunction');
    const [invoke] = statementsOf(theirs, 'VpcOfSubnetsFrameworkRole').filter(({ Action }) =>
      listOf(Action).includes('lambda:InvokeFunction'),
    );
    expect(evaluated(invoke?.Resource)).toBe(`${id}.Arn`);
    const [[, framework] = []] = functionsOf(theirs, 'VpcOfSubnetsProvider');
    expect(framework?.DependsOn).toContainEqual(expect.stringMatching(/^VpcOfSubnetsFrameworkPolicy/));
  });

  test('runs outside the VPC, is left behind without a call, and not made where the network is told', () => {
    const [[, lookup] = []] = functionsOf(theirs, 'VpcOfSubnetsFunction');
    expect(lookup?.Properties).not.toHaveProperty('VpcConfig');
    expect(resourceOf(theirs, 'Custom::VpcOfSubnets').DeletionPolicy).toBe('Retain');
    expect(resourcesOf(own, 'Custom::VpcOfSubnets')).toEqual([]);
    expect(functionsOf(own, 'Vpc')).toEqual([]);
  });
});
