import { Agent } from 'node:https';
import { isIPv6 } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { CredentialsProvider } from './credentials.ts';

export interface Carrier {
  readonly agent: Agent;
  /** Remote address of the socket that last completed TLS; null before that. */
  remoteAddress(): string | null;
}

/** What a carrier tells while it connects. */
interface Progress {
  onConnected(): void;
  onSecure(): void;
}

/**
 * An agent whose sockets go to one address while name, certificate check and Host header stay those of the URL.
 * The address is pinned through `lookup`, so that nothing in this process ever waits for getaddrinfo.
 */
export function carrierTo(address: string, progress?: Progress): Carrier {
  let remote: string | null = null;
  const family = isIPv6(address) ? 6 : 4;
  const agent = new Agent({
    keepAlive: false,
    // Whatever NODE_TLS_REJECT_UNAUTHORIZED says: the call carries credentials.
    rejectUnauthorized: true,
    autoSelectFamily: false,
    // Called back later on purpose: a connect that fails inside a synchronous lookup kills the process.
    lookup: (_host, options, done) =>
      setImmediate(() => (options.all ? done(null, [{ address, family }]) : done(null, address, family))),
  });
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (options, done) => {
    const socket = create(options, done) as TLSSocket;
    socket.once('connect', () => progress?.onConnected());
    socket.once('secureConnect', () => {
      remote = socket.remoteAddress ?? null;
      progress?.onSecure();
    });
    return socket;
  };
  return { agent, remoteAddress: () => remote };
}

/** A Secrets Manager client that tries once, on a fresh socket. How long it may take, its caller says. */
export function secretsManagerOver(
  carrier: Carrier,
  region: string,
  credentials: CredentialsProvider,
): SecretsManagerClient {
  return new SecretsManagerClient({
    region,
    credentials,
    maxAttempts: 1,
    // The name under test is the regional one; an override in the environment is a finding, not a place to send to.
    ignoreConfiguredEndpointUrls: true,
    requestHandler: new NodeHttpHandler({ httpsAgent: carrier.agent }),
  });
}
