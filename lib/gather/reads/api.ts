import type { Agent } from 'node:https';
import { isIP } from 'node:net';
import { NodeHttpHandler, type NodeHttpHandlerOptions } from '@smithy/node-http-handler';
import { type Observation, seen, type UnseenReason, unseen } from '../../model/observation.ts';
import { PATIENCE_MS } from '../../model/patience.ts';
import { pinnedAgentTo } from '../clients.ts';
import { echoes, valuesOf } from '../credential-echo.ts';
import type { CredentialsProvider } from '../credentials.ts';
import type { Deadline } from '../deadline.ts';
import { startHeartbeat } from '../heartbeat.ts';
import { lookUp } from '../probes/dns.ts';
import { probeTcp } from '../probes/tcp.ts';
import { type Waits, waitsWithin } from '../waits.ts';
import { whyUnseen } from '../why-unseen.ts';

/** One call with its retry; the run's deadline may be nearer. */
const CALL_MS = 4_000;

const HTTPS_PORT = 443;

/** An address that accepts connections, or why there is none. */
export type Reach = { readonly address: string } | { readonly why: UnseenReason; readonly detail: string };

/** One API of a Region: its SDK client, and whether there is a way to it. */
export interface Api<C> {
  readonly client: C;
  reach(): Promise<Reach>;
  /** Whether an answer says again what its call was signed with: whoever answers so is not the API. */
  repeatsCredentials(answer: unknown): Promise<boolean>;
  /** Why no call can be signed; null where there are credentials. */
  lacksCredentials(): Promise<string | null>;
  readonly deadline: Deadline;
}

/** What every client of an API is made with. */
export interface ApiClientConfig {
  readonly region: string;
  readonly credentials: CredentialsProvider;
  readonly maxAttempts: number;
  readonly ignoreConfiguredEndpointUrls: true;
  readonly requestHandler: NodeHttpHandler;
}

interface ResolvedConfig {
  useFipsEndpoint(): Promise<boolean>;
  useDualstackEndpoint(): Promise<boolean>;
  // The SDK types each service's rules apart; these three parameters are common to all.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  endpointProvider(parameters: any): { readonly url: URL };
}

/** Finds the address of an API by its name. */
export type Connect = (host: string, deadline: Deadline) => Promise<Reach>;

export interface OpenOptions {
  readonly region: string;
  readonly credentials: CredentialsProvider;
  readonly deadline: Deadline;
  readonly connect: Connect;
  /** Why there are no credentials; without it, whoever asks for them hears it. */
  readonly lacksCredentials?: () => Promise<string | null>;
  /** All that the API may say in this run; without it, as much as one thing's description needs. */
  readonly mostBytes?: number;
}

/**
 * Opens an API: finds its name by the SDK's own rules and one address that accepts connections, at the first call and for all
 * of them. Its sockets go to that address alone, so that no call waits for a name or for silence again.
 */
export function openApi<C extends { readonly config: ResolvedConfig; destroy(): void }>(
  make: (config: ApiClientConfig) => C,
  { region, credentials, deadline, connect, lacksCredentials = async () => null, mostBytes }: OpenOptions,
): Api<C> & { close(): void } {
  const handler = Promise.withResolvers<NodeHttpHandlerOptions>();
  const client = make({
    region,
    credentials,
    maxAttempts: 2,
    ignoreConfiguredEndpointUrls: true,
    requestHandler: new NodeHttpHandler(() => handler.promise),
  });
  let agent: Agent | undefined;
  let reached: Promise<Reach> | undefined;
  const reach = async (): Promise<Reach> => {
    const found = await connect(await hostOf(client.config, region), deadline);
    if (!('address' in found)) return found;
    agent = pinnedAgentTo(found.address, undefined, mostBytes).agent;
    handler.resolve({
      connectionTimeout: CALL_MS,
      requestTimeout: CALL_MS,
      throwOnRequestTimeout: true,
      httpsAgent: agent,
    });
    return found;
  };
  return {
    client,
    deadline,
    lacksCredentials,
    reach() {
      reached ??= reach().catch((error): Reach => whyUnseen(error));
      return reached;
    },
    async repeatsCredentials(answer) {
      // Whoever gives none now has given them to the client, which keeps them.
      return echoes(JSON.stringify(answer) ?? '', valuesOf(await credentials().catch(() => undefined)));
    },
    close() {
      client.destroy();
      agent?.destroy();
    },
  };
}

async function hostOf(config: ResolvedConfig, Region: string): Promise<string> {
  const [UseFIPS, UseDualStack] = await Promise.all([config.useFipsEndpoint(), config.useDualstackEndpoint()]);
  return config.endpointProvider({ Region, UseFIPS, UseDualStack, UseGlobalEndpoint: false }).url.hostname;
}

/** What a resolver has not answered by then keeps only the configuration from being read. Milliseconds. */
const LOOKUP_MS = 2_500;

/** Looks a name up and tries its addresses, all at once; one that has not accepted within `connectMs` is not there. */
export const connectWithin =
  (connectMs: number, lookup: typeof lookUp = lookUp): Connect =>
  async (host, deadline) => {
    const heartbeat = startHeartbeat(deadline.clock);
    const waits = waitsWithin(deadline, { heartbeat, patienceMs: { ...PATIENCE_MS, dns: LOOKUP_MS, tcp: connectMs } });
    try {
      return await addressOf(host, waits, lookup);
    } finally {
      heartbeat.stop();
    }
  };

async function addressOf(host: string, waits: Waits, lookup: typeof lookUp): Promise<Reach> {
  const cannot = (detail: string): Reach => ({
    why: 'timed-out',
    detail: `${host} can't be reached from here: ${detail}`,
  });
  const { outcome, addresses } = await lookup(host, waits);
  if (addresses.length === 0) return cannot(`its name resolves to no address (${outcome})`);
  const attempts = addresses.filter(isIP).map(async (address) => {
    const attempt = await probeTcp(address, HTTPS_PORT, waits);
    return attempt.outcome === 'open' ? address : Promise.reject(new Error(attempt.outcome));
  });
  const address = await Promise.any(attempts).catch(() => null);
  return address === null ? cannot('no address accepts a connection') : { address };
}

/**
 * Calls an API once. A refusal names the permission that would decide; a way that does not exist is a state of its own and
 * no failure.
 */
export async function ask<C, T>(
  api: Api<C>,
  action: string,
  call: (client: C, abort: { readonly abortSignal: AbortSignal }) => Promise<T>,
): Promise<Observation<T>> {
  const started = performance.now();
  const reach = await api.reach();
  if (!('address' in reach)) return unseen(reach.why, reach.detail);
  const lacking = await api.lacksCredentials();
  if (lacking !== null) return unseen('failed', `${action} wasn't called: ${lacking}`);
  const left = api.deadline.remainingMs();
  if (left < 1) return unseen('timed-out', `${action} wasn't called: the run was out of time`);
  try {
    const abortSignal = AbortSignal.timeout(Math.ceil(Math.min(left, CALL_MS)));
    // The SDK does not hand the signal on to whoever gives credentials, so the limit is enforced here too.
    const value = await Promise.race([call(api.client, { abortSignal }), aborted(abortSignal)]);
    if (await api.repeatsCredentials(value))
      return unseen('failed', `${action}: the answer contains the credentials that signed the call`);
    return seen(value, performance.now() - started);
  } catch (error) {
    const { why, detail } = whyUnseen(error);
    return unseen(why, why === 'denied' ? `${action} is not allowed here` : `${action}: ${detail}`);
  }
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(Object.assign(new Error('time is up'), { name: 'TimeoutError' })));
  });

/** Goes on with a value; what was not seen stays unseen, for the same reason. */
export async function whenSeen<A, B>(
  source: Promise<Observation<A>>,
  next: (value: A) => Promise<Observation<B>>,
): Promise<Observation<B>> {
  const observation = await source;
  return observation.state === 'seen' ? next(observation.value) : observation;
}
