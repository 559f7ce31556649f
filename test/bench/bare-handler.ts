import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const client = new SecretsManagerClient({});

/** What a workload does, and nothing more: reads the secret over a new connection. What the verifier costs is measured beside it. */
export async function handler(): Promise<{ readonly verdict: string }> {
  const command = new GetSecretValueCommand({ SecretId: process.env.VPCE_DOCTOR_SECRET_ID });
  const { ARN } = await client.send(command);
  client.config.requestHandler.destroy?.();
  return { verdict: ARN ? 'connected' : 'unproven' };
}
