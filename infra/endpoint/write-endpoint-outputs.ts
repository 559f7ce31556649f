import { Fn, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { outputWriter } from '../output-writer.ts';
import type { SecretsManagerEndpointOutputs } from './secrets-manager-endpoint.ts';

/** Writes the module's outputs, each under its own name. What a disabled endpoint does not have is no output. */
export function writeEndpointOutputs(scope: Construct, outputs: SecretsManagerEndpointOutputs): void {
  const { enabled, endpoint, network, cost, usage } = outputs;
  const write = outputWriter(scope);
  write('Enabled', String(enabled), 'Whether this stack has an endpoint of its own');
  if (endpoint !== null && network !== null) {
    write('EndpointId', endpoint.endpointId, 'The endpoint');
    write('EndpointArn', endpoint.endpointArn, 'Its ARN');
    write('ServiceName', endpoint.serviceName, 'The service that it leads to');
    write('PrivateDnsEnabled', String(endpoint.privateDnsEnabled), "Whether the service's own name leads to it");
    write('DnsEntries', joined(endpoint.dnsEntries), 'Hosted zone and name of each of its DNS entries');
    write('VpcId', network.vpcId, 'The VPC that it is in');
    write('SubnetIds', joined(network.subnetIds), 'The subnets that it has an interface in');
    write('SecurityGroupIds', joined(network.securityGroupIds), 'Its security group');
    write('VpcCidrBlock', network.vpcCidrBlock, 'The first CIDR of the VPC');
  }
  write('MonthlyEstimate', cost.monthlyEstimate, 'What the endpoint costs a month');
  write('Comparison', cost.comparison, 'What a NAT gateway costs a month');
  write('Savings', cost.savings, 'What the endpoint saves a month');
  write('AwsCliExample', usage.awsCliExample, 'Reading a secret with the AWS CLI');
  write('PythonExample', usage.pythonExample, 'Reading a secret with boto3');
  write('NodejsExample', usage.nodejsExample, 'Reading a secret with the AWS SDK for JavaScript 3');
  write('Requirements', usage.requirements.join(' '), 'What a caller needs');
}

const joined = (texts: readonly string[]): string =>
  Token.isUnresolved(texts) ? Fn.join(',', [...texts]) : texts.join(',');
