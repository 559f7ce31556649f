/** The module's output `usage`: one call in each of three SDKs, and what has to be there for it. */
export interface Usage {
  readonly awsCliExample: string;
  readonly pythonExample: string;
  readonly nodejsExample: string;
  readonly requirements: readonly string[];
}

/** None of them prints a value, in a shell, a REPL or a notebook. The same calls with and without an endpoint: its private DNS name is the service's own. */
export const USAGE: Usage = {
  awsCliExample: 'aws secretsmanager get-secret-value --secret-id my-secret --query VersionId --output text',
  pythonExample:
    "import boto3; secret = boto3.client('secretsmanager').get_secret_value(SecretId='my-secret')['SecretString']",
  nodejsExample:
    "import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'; const { SecretString } = await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId: 'my-secret' }));",
  requirements: [
    'The caller needs secretsmanager:GetSecretValue, and kms:Decrypt if the secret uses a customer managed key.',
    "Its security group allows outbound TCP 443 to the VPC's CIDRs, and is in resourcesSecurityGroupIds.",
    "It runs in the endpoint's VPC and uses that VPC's DNS.",
  ],
};
