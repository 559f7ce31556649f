import { Agent } from 'node:https';
import { isIPv6 } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { SecretRead } from '../model/probes.ts';
import type { CredentialsProvider } from './credentials.ts';
import { certificateOf } from './probes/certificate.ts';
import { type SdkClient, sdkClientOf } from './services/index.ts';

/** Of the very socket that carries a call. */
export type ShownOnSocket = Pick<SecretRead, 'remoteAddress' | 'tlsProtocol' | 'certificate'>;

const NOTHING_SHOWN: ShownOnSocket = { remoteAddress: null, tlsProtocol: null, certificate: null };

export interface PinnedAgent {
  readonly agent: Agent;
  /** What the socket showed that last completed TLS; nothing before that. */
  shown(): ShownOnSocket;
}

/** One answer of an API that tells of one thing, and a secret of 64 KB in base64; whoever says more is none of them. Bytes. */
const MOST_BYTES = 256_000;

/** What a carrier tells of its connections. */
interface Progress {
  onConnected(): void;
  onSecure(): void;
  onAnswer(): void;
}

/**
 * An agent whose sockets go to one address while name, certificate check and Host header stay those of the URL.
 * The address is pinned through `lookup`, so that nothing in this process ever waits for getaddrinfo.
 */
export function pinnedAgentTo(address: string, progress?: Progress, mostBytes = MOST_BYTES): PinnedAgent {
  let shown = NOTHING_SHOWN;
  let received = 0;
  const family = isIPv6(address) ? 6 : 4;
  const agent = new Agent({
    keepAlive: false,
    // A connection stands for itself: what it shows must not come from one before it.
    maxCachedSessions: 0,
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
      const { remoteAddress = null } = socket;
      // Read now: a socket that has closed tells nothing any more.
      shown = { remoteAddress, tlsProtocol: socket.getProtocol(), certificate: certificateOf(socket) };
      progress?.onSecure();
      if (progress) socket.once('data', () => progress.onAnswer());
      socket.on('data', ({ length }: Buffer) => {
        received += length;
        if (received > mostBytes)
          socket.destroy(Object.assign(new Error('the answer does not end'), { code: 'ERR_ANSWER_TOO_LONG' }));
      });
    });
    return socket;
  };
  return { agent, shown: () => shown };
}

/** A client of the service that tries once, on a fresh socket. How long it may take, its caller says. */
export function sdkClientOver(carrier: PinnedAgent, region: string, credentials: CredentialsProvider): SdkClient {
  return sdkClientOf({
    region,
    credentials,
    maxAttempts: 1,
    // The name under test is the regional one; an override in the environment is a finding, not a place to send to.
    ignoreConfiguredEndpointUrls: true,
    requestHandler: new NodeHttpHandler({ httpsAgent: carrier.agent }),
  });
}
