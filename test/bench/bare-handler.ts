import { Agent } from 'node:https';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { VARIABLES } from '../../lib/model/verifier-environment.ts';

/** A new connection for each call, with a handshake of its own, as the verifier's. */
const httpsAgent = new Agent({ keepAlive: false, maxCachedSessions: 0 });
const client = new SecretsManagerClient({ requestHandler: new NodeHttpHandler({ httpsAgent }) });

/** What a workload does, and nothing more: reads the secret. What the verifier costs is measured beside it. */
export async function handler(): Promise<{ readonly verdict: string }> {
  const { ARN } = await client.send(new GetSecretValueCommand({ SecretId: process.env[VARIABLES.secretId] }));
  return { verdict: ARN ? 'connected' : 'unproven' };
}
