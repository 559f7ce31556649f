import { describe, expect, test } from '@jest/globals';
import { whyForeign, whyForeignText } from '../../../lib/gather/import/foreign.ts';
import { factsOf, world } from '../../support/world.ts';

const RESOURCE = { address: 'aws_vpc_endpoint.sm', mode: 'managed', type: 'aws_vpc_endpoint', name: 'sm' };

const refused = (is: string) =>
  expect.stringMatching(new RegExp(`^given is ${is}, which vpce-doctor doesn't read; .*aws ec2 describe-vpcs`));

describe("other people's documents are refused by what they are, with the commands that help", () => {
  test.each<[string, unknown, string]>([
    [
      'a plan',
      {
        format_version: '1.2',
        terraform_version: '1.9.0',
        planned_values: { root_module: { resources: [RESOURCE] } },
        resource_changes: [{ address: RESOURCE.address, change: { actions: ['create'] } }],
      },
      'a Terraform plan',
    ],
    [
      'a state as shown',
      { format_version: '1.0', terraform_version: '1.9.0', values: { root_module: {} } },
      'a Terraform state',
    ],
    ['a state as kept', { version: 4, terraform_version: '1.9.0', resources: [RESOURCE] }, 'a Terraform state'],
    ['a template', { AWSTemplateFormatVersion: '2010-09-09', Resources: {} }, 'a CloudFormation template'],
    [
      'a template without its version',
      { Resources: { Endpoint: { Type: 'AWS::EC2::VPCEndpoint', Properties: {} } } },
      'a CloudFormation template',
    ],
    [
      'a trail in a file',
      { Records: [{ eventName: 'GetSecretValue', errorCode: 'VpceAccessDenied', vpcEndpointId: 'vpce-0123' }] },
      'a CloudTrail log',
    ],
    [
      'one event',
      { eventVersion: '1.11', eventSource: 'secretsmanager.amazonaws.com', eventName: 'GetSecretValue' },
      'a CloudTrail log',
    ],
    ['code as JSON', { resource: { aws_vpc_endpoint: { sm: {} } } }, 'Terraform code'],
    [
      'what lookup-events prints',
      { Events: [{ EventName: 'GetSecretValue', CloudTrailEvent: '{}' }] },
      'a CloudTrail log',
    ],
  ])('%s', (_, content, is) => {
    const said = whyForeign('given', content);
    expect(said).toEqual(refused(is));
    expect(said?.split('\n')).toHaveLength(1);
  });

  test.each([
    ['Terraform', '# the endpoint\nresource "aws_vpc_endpoint" "sm" {\n  vpc_id = "vpc-1"\n}\n', 'Terraform code'],
    ['indented Terraform', '\n  data "aws_vpc" "own" {}\n', 'Terraform code'],
    [
      'a plan for people',
      'Terraform used the selected providers.\n\nTerraform will perform the following actions:\n',
      'a Terraform plan',
    ],
    ['a module', 'module "vpc" {\n  source = "./vpc"\n}\n', 'Terraform code'],
    ['YAML', 'Resources:\n  Endpoint:\n    Type: AWS::EC2::VPCEndpoint\n', 'a CloudFormation template'],
    ['YAML with its version', "AWSTemplateFormatVersion: '2010-09-09'\n", 'a CloudFormation template'],
  ])('%s as text', (_, text, is) => {
    const said = whyForeignText('given', text);
    expect(said).toEqual(refused(is));
    expect(said?.split('\n')).toHaveLength(1);
  });
});

describe('is none of those', () => {
  test.each<[string, unknown]>([
    ['describe output', { VpcEndpoints: [{ VpcEndpointId: 'vpce-1' }] }],
    ['describe output of events', { Events: [{ eventArn: 'arn:aws:health:::event/x' }] }],
    ['records of something else', { Records: [{ name: 'a' }] }],
    ['a function', { FunctionName: 'orders', VpcConfig: { SubnetIds: [] }, Version: '1' }],
    ['recorded facts', factsOf(world())],
    ['resources of something else', { Resources: [{ Type: 'x' }] }],
    ['nothing', null],
    ['a list', []],
    ['text', 'resource "x"'],
  ])('%s', (_, content) => {
    expect(whyForeign('given', content)).toBeNull();
  });

  test('any other text', () => {
    for (const text of ['', 'not JSON', 'the resource is gone', '{"SecurityGroups": [', 'data: 7', 'Type: other'])
      expect(whyForeignText('given', text)).toBeNull();
  });
});
