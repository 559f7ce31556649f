import { Fn, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { outputWriter } from '../output-writer.ts';
import type { SecretsManagerEndpointOutputs, SpokenOutputs } from './secrets-manager-endpoint.ts';

/** Writes the module's outputs, each under its own name. What a disabled endpoint does not have is no output. */
export function writeEndpointOutputs(
  scope: Construct,
  { cost, usage, endpoint, network }: SpokenOutputs & Partial<SecretsManagerEndpointOutputs>,
): void {
  const write = outputWriter(scope);
  write('Enabled', String(endpoint !== undefined), 'Whether this stack creates an endpoint');
  if (endpoint && network) {
    write('EndpointId', endpoint.endpointId, "The endpoint's id");
    write('EndpointArn', endpoint.endpointArn, "The endpoint's ARN");
    write('ServiceName', endpoint.serviceName, "The endpoint's service");
    write(
      'PrivateDnsEnabled',
      String(endpoint.privateDnsEnabled),
      "Whether the service's own name resolves to the endpoint",
    );
    write('DnsEntries', joined(endpoint.dnsEntries), "Hosted zone and name of each of the endpoint's DNS entries");
    write('VpcId', network.vpcId, "The endpoint's VPC");
    write('SubnetIds', joined(network.subnetIds), "The endpoint's subnets");
    write('SecurityGroupIds', joined(network.securityGroupIds), "The endpoint's security group");
    write('VpcCidrBlock', network.vpcCidrBlock, "The VPC's first CIDR");
  }
  write('MonthlyEstimate', cost.monthlyEstimate, 'Monthly cost of the endpoint');
  write('Comparison', cost.comparison, 'Monthly cost of a NAT gateway');
  write('Savings', cost.savings, 'Monthly savings with the endpoint');
  write('AwsCliExample', usage.awsCliExample, 'Read a secret with the AWS CLI');
  write('PythonExample', usage.pythonExample, 'Read a secret with boto3');
  write('NodejsExample', usage.nodejsExample, 'Read a secret with the AWS SDK for JavaScript 3');
  write('Requirements', usage.requirements.join(' '), 'What callers need');
}

const joined = (texts: readonly string[]): string =>
  Token.isUnresolved(texts) ? Fn.join(',', [...texts]) : texts.join(',');
