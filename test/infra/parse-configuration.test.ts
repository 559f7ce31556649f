import { describe, expect, test } from '@jest/globals';
import type { ConfigurationInput } from '../../infra/configuration.ts';
import { parseConfiguration } from '../../infra/parse-configuration.ts';
import { clientSubnets, GROUP, given, KEY } from './deployment.ts';

const TOPIC = 'arn:aws:sns:eu-west-2:111122223333:on-call';

const statementOf = (Sid: string) => ({ Sid, Effect: 'Allow' as const, Principal: '*', Action: '*', Resource: '*' });
const documentOf = (...Statement: readonly object[]) => ({ endpointPolicy: { document: { Statement } } });

describe('the configuration', () => {
  test("has the Terraform module's inputs, and its defaults", () => {
    expect(parseConfiguration({ env: 'dev', projectId: 'myapp' }, 'here')).toMatchObject({
      enableSecretsmanagerEndpoint: false,
      subnetIds: [],
      resourcesSecurityGroupIds: [],
      endpointPolicy: 'own-account',
      ipAddressType: 'ipv4',
      workloads: [],
      checkEveryMinutes: 5,
    });
  });

  test.each([1, 2, 3, 6])('may have %i zones', (zones) => {
    expect(parseConfiguration(given(zones), 'here').workloads[0]?.subnetIds).toHaveLength(zones);
  });

  test.each<Partial<ConfigurationInput>>([
    { ingressCidrs: ['10.20.0.0/16'] },
    { ingressPrefixListIds: ['pl-0a1b2c3d'] },
    { endpointSecurityGroupIds: ['sg-0a1b2c3d'] },
  ])('needs no groups where %j lets others in, and then cannot tell who a workload is to the endpoint', (more) => {
    expect(() => parseConfiguration(given(1, { resourcesSecurityGroupIds: [], ...more }), 'here')).not.toThrow();
  });

  test.each<Partial<ConfigurationInput>>([
    { ingressCidrs: ['10.0.0.0/8', '10.0.0.0/16', '10.1.0.0/16', '2001:db8::/32', '2001:db8:0:1::/64'] },
    { endpointSecurityGroupIds: [GROUP] },
    { tags: { ProjectId: 'x', Names: 'y', env: 'z', 'my-aws:x': 'w', laws: 'v' } },
    { endpointPolicy: { document: { Statement: [statementOf('canary'), statementOf('Mine')] } } },
    {
      endpointPolicy: {
        document: { Statement: [{ Effect: 'Deny', NotPrincipal: '*', NotAction: 'a:b', NotResource: '*' }] },
      },
    },
    { alarmEmails: ['a@example.com', 'b@example.com'] },
  ])('takes what is alike and not the same: %j', (more) => {
    expect(() => parseConfiguration(given(1, more), 'here')).not.toThrow();
  });

  const workload = { name: 'orders', subnetIds: clientSubnets(1), securityGroupIds: [GROUP] };
  const { network: _, ...lookedUp } = given(1);
  const theirs = { ...given(1), enableSecretsmanagerEndpoint: false };

  test.each([
    [[], 'here: "env" is missing'],
    ['text', 'here: it must be an object, not "text"'],
    [{ projectId: 'myapp' }, 'here: "env" is missing'],
    [
      { ...given(1), subnetId: 'subnet-1' },
      'here: "subnetId" isn\'t a known key; the keys are env, projectId, subnetIds',
    ],
    [
      { ...given(1), env: 'prod/1' },
      'here: at "env": takes 1 to 32 letters, digits and hyphens, starting with a letter',
    ],
    [{ ...given(1), env: 1 }, 'here: "env" is 1, but must be string'],
    [{ ...given(1), subnetIds: ['subnet-private-a'] }, 'at "subnetIds.0": isn\'t an id such as subnet-0a1b2c3d'],
    [
      { ...given(1), resourcesSecurityGroupIds: ['sg-web'] },
      'at "resourcesSecurityGroupIds.0": isn\'t an id such as sg-',
    ],
    [
      { ...given(1), enableSecretsmanagerEndpoint: 'yes' },
      '"enableSecretsmanagerEndpoint" is "yes", but must be boolean',
    ],
    [{ ...given(1), subnetIds: [] }, '"subnetIds" is empty'],
    [{ ...given(1), subnetIds: ['subnet-0a1b2c3d', 'subnet-0a1b2c3d'] }, '"subnetIds" lists subnet-0a1b2c3d twice'],
    [{ ...given(1), resourcesSecurityGroupIds: [GROUP, GROUP] }, `"resourcesSecurityGroupIds" lists ${GROUP} twice`],
    [
      { ...given(1), endpointSecurityGroupIds: ['sg-0a1b2c3d', 'sg-0a1b2c3d'] },
      '"endpointSecurityGroupIds" lists sg-0a1b2c3d twice',
    ],
    [
      { ...given(1), ingressPrefixListIds: ['pl-0a1b2c3d', 'pl-0a1b2c3d'] },
      '"ingressPrefixListIds" lists pl-0a1b2c3d twice',
    ],
    [{ ...given(1), ingressCidrs: ['10.0.0.0/16', '10.0.0.0/16'] }, '"ingressCidrs" lists 10.0.0.0/16 twice'],
    [
      { ...given(1), ingressCidrs: ['10.0.0.0/16', '10.0.5.0/16'] },
      '"ingressCidrs" lists 10.0.0.0/16 twice, the second time as 10.0.5.0/16',
    ],
    [
      { ...given(1), ingressCidrs: ['2001:db8::/48', '2001:DB8:0::/48'] },
      'lists 2001:db8::/48 twice, the second time as 2001:DB8:0::/48',
    ],
    [{ ...given(1), alarmEmails: ['a@example.com', 'a@example.com'] }, '"alarmEmails" lists a@example.com twice'],
    [{ ...given(1), resourcesSecurityGroupIds: [] }, 'the endpoint would have no inbound rule'],
    [
      { ...given(1), endpointPolicy: 'everyone' },
      '"endpointPolicy" takes "own-account", "full-access", {"organization": "o-',
    ],
    [{ ...given(1), endpointPolicy: { organization: 'mine' } }, "isn't an organization's id such as o-"],
    [{ ...given(1), endpointPolicy: { accounts: ['1'] } }, "isn't an account id of twelve digits"],
    [
      { ...given(1), endpointPolicy: { document: { Statement: [{ Effekt: 'Allow' }] } } },
      '"endpointPolicy" takes "own-account"',
    ],
    [{ ...given(1), endpointPolicy: { secrets: ['prod/db'] } }, "isn't an ARN such as arn:aws:secretsmanager:"],
    [
      { ...given(1), ...documentOf({ ...statementOf('Long'), Resource: 'x'.repeat(20_000) }) },
      'characters; at most 19854 fit beside the canary of each workload',
    ],
    [
      { ...given(1), ...documentOf({ Effect: 'Allow', Action: '*', Resource: '*' }) },
      'needs Principal, Action and Res',
    ],
    [{ ...given(1), ...documentOf({ Effect: 'Allow', Principal: '*', Resource: '*' }) }, 'needs Principal, Action'],
    [{ ...given(1), ...documentOf({ Effect: 'Allow', Principal: '*', Action: '*' }) }, 'needs Principal, Action'],
    [{ ...given(1), ...documentOf({ ...statementOf('Both'), NotAction: '*' }) }, 'needs Principal, Action'],
    [{ ...given(1), ...documentOf(statementOf('Canaries')) }, 'has the Sid Canaries twice, counting the statements'],
    [{ ...given(1), ...documentOf(statementOf('WithoutResource')) }, 'has the Sid WithoutResource twice'],
    [{ ...given(1), ...documentOf(statementOf('Mine'), statementOf('Mine')) }, 'has the Sid Mine twice'],
    [{ ...given(1), ipAddressType: 'ipv5' }, '"ipAddressType" is "ipv5", but must be ("ipv4" | "ipv6" | "dualstack")'],
    [
      { ...given(1), ipAddressType: 'ipv6', subnetIds: clientSubnets(1) },
      "so subnet-c0000000a can't be a subnet of both",
    ],
    [{ ...lookedUp, vpcId: undefined }, '"vpcId" is missing: the VPC of the subnets'],
    [
      {
        ...lookedUp,
        vpcId: undefined,
        enableSecretsmanagerEndpoint: false,
        existingEndpoint: { vpcEndpointId: 'vpce-0a1b2c3d' },
        ec2Endpoint: { subnetIds: clientSubnets(1) },
      },
      '"vpcId" is missing',
    ],
    [{ ...given(1), vpcId: 'vpc-0bbbbbbb' }, '"vpcId" is vpc-0bbbbbbb, and "network.vpcId" vpc-0a1b2c3d'],
    [{ ...given(1), stackName: 'a_b' }, 'at "stackName": takes letters, digits and hyphens'],
    [{ ...given(1), ingressCidrs: ['0.0.0.0/0'] }, 'at "ingressCidrs.0": isn\'t a CIDR such as 10.20.0.0/16'],
    [{ ...given(1), ingressPrefixListIds: ['sg-0a1b2c3d'] }, "isn't an id such as pl-"],
    [{ ...given(1), alarmTopicArn: 'on-call' }, "isn't an ARN such as arn:aws:sns:"],
    [{ ...given(1), alarmTopicArn: TOPIC, alarmEmails: ['a@example.com'] }, 'subscribe them there'],
    [{ ...given(1), alarmTopicArn: TOPIC, region: 'us-east-1' }, 'on-call is in eu-west-2, and the stack in us-east-1'],
    [{ ...given(1), alarmTopicArn: TOPIC, account: '444455556666' }, "on-call isn't in account 444455556666"],
    [
      { ...given(1), region: 'us-east-1', workloads: [{ ...workload, kmsKeyArn: KEY }] },
      'is in eu-west-2, and the stack in us-east-1',
    ],
    [{ ...given(1), trailLogGroupName: 'a b' }, "isn't a log group's name"],
    [{ ...given(1), tags: { 'aws:x': 'y' } }, "isn't a tag's key"],
    [{ ...given(1), tags: { 'AWS:x': 'y' } }, "isn't a tag's key"],
    [{ ...given(1), tags: { project: 'y' } }, '"tags" has the key project, and Environment, Project, Name'],
    [{ ...given(1), tags: { ENVIRONMENT: 'y' } }, '"tags" has the key ENVIRONMENT'],
    [{ ...given(1), tags: { Name: 'y' } }, '"tags" has the key Name'],
    [{ ...given(1), tags: { vpceDoctorStack: 'y' } }, '"tags" has the key vpceDoctorStack'],
    [
      { ...given(1), tags: { team: 'y', Team: 'z' } },
      '"tags", ignoring case, lists team twice, the second time as Team',
    ],
    [{ ...given(1), checkEveryMinutes: 0 }, 'at "checkEveryMinutes"'],
    [{ ...given(1), alarmEmails: ['nobody'] }, 'at "alarmEmails.0": isn\'t an email address'],
    [{ ...given(1), network: { vpcId: 'vpc-0a1b2c3d', cidrs: ['10.0.0.0/33'] } }, "isn't a CIDR that a VPC can have"],
    [{ ...given(1), network: { vpcId: 'vpc-0a1b2c3d', cidrs: ['0.0.0.0/0'] } }, "isn't a CIDR that a VPC can have"],
    [{ ...given(1), network: { vpcId: 'vpc-0a1b2c3d', cidrs: ['::/0'] } }, "isn't a CIDR that a VPC can have"],
    [{ ...given(1), network: { vpcId: 'vpc-0a1b2c3d', cidrs: [] } }, 'at "network.cidrs": needs a CIDR of IPv4'],
    [{ ...given(1), network: { vpcId: 'vpc-0a1b2c3d', cidrs: ['2001:db8::/56'] } }, 'needs a CIDR of IPv4'],
    [{ ...given(1), network: { vpcId: 'vpc-0a1b2c3d', cidrs: ['10.0.0.0/16'] } }, 'which Availability Zone subnet-c'],
    [{ ...given(1), workloads: [{ ...workload, name: 'a b' }] }, 'at "workloads.0.name"'],
    [{ ...given(1), workloads: [{ ...workload, group: 1 }] }, '"workloads.0.group" isn\'t a known key'],
    [{ ...given(1), workloads: [workload, workload] }, '"workloads", ignoring hyphens, lists orders twice'],
    [
      { ...given(1), workloads: [{ ...workload, subnetIds: ['subnet-c0000000a', 'subnet-c0000000a'] }] },
      '"subnetIds" of workload orders lists subnet-c0000000a twice',
    ],
    [
      { ...given(1), workloads: [{ ...workload, securityGroupIds: ['sg-00000001'] }] },
      'workload orders couldn\'t reach the endpoint: none of sg-00000001 is in "resourcesSecurityGroupIds"',
    ],
    [{ ...given(1), workloads: [{ ...workload, kmsKeyArn: 'alias/mine' }] }, "isn't an ARN such as arn:aws:kms:"],
    [{ ...given(1), existingEndpoint: { vpcEndpointId: 'vpce-0a1b2c3d' } }, 'creates another: choose one'],
    [theirs, '"workloads" needs an endpoint: set "enableSecretsmanagerEndpoint" to true'],
    [{ ...theirs, existingEndpoint: { vpcEndpointId: 'vpce-0a1b2c3d' } }, '"existingEndpoint.dnsNames" is empty'],
    [
      { ...theirs, workloads: [], existingEndpoint: { vpcEndpointId: 'vpce-0a1b2c3d', dnsNames: ['vpce-x'] } },
      '"existingEndpoint" needs "workloads", and there are none',
    ],
    [
      { ...lookedUp, enableSecretsmanagerEndpoint: false, workloads: [], trailLogGroupName: 'x' },
      '"trailLogGroupName" needs an endpoint',
    ],
  ])('refuses %j in one sentence', (mistaken, says) => {
    let message = '';
    try {
      parseConfiguration(mistaken, 'here');
    } catch (error) {
      expect((error as Error).name).toBe('UsageError');
      ({ message } = error as Error);
    }
    expect(message).toContain(says);
    expect(message).toMatch(/^here: [^\n]+$/);
  });
});
