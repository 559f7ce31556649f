import { isIP } from 'node:net';
import { env } from 'node:process';
import type { CredentialsLook } from '../model/credentials.ts';
import type { DnsQuery, ServiceDns, VpcResolverDns } from '../model/dns.ts';
import type { ExecutionEnvironment } from '../model/environment.ts';
import type { FactName, ProbeObservations } from '../model/facts.ts';
import { type Observation, seen, unseen } from '../model/observation.ts';
import type { SecretRead } from '../model/probes.ts';
import type { Target } from '../model/run.ts';
import type { TlsAttempt } from '../model/tls.ts';
import { type CredentialsLoading, credentialsIn } from './credentials.ts';
import type { Deadline } from './deadline.ts';
import { type Heartbeat, startHeartbeat } from './heartbeat.ts';
import { probeAddresses } from './probe-addresses.ts';
import { probeConnection } from './probes/connection.ts';
import { AMAZON_RESOLVER, probeEndpointDns, probeServiceDns, probeVpcResolverDns } from './probes/dns.ts';
import { readEnvironment } from './probes/environment.ts';
import { probeExecutionEnvironment } from './probes/execution-environment.ts';
import { probePlace } from './probes/place.ts';
import { openResolvers } from './probes/resolvers.ts';
import { probeSecret } from './probes/secret.ts';
import type { SeenListener } from './seen-listener.ts';
import { type Waits, waitsWithin } from './waits.ts';
import { whyUnseen } from './why-unseen.ts';

/** Amazon's resolver is next door where it exists; a host outside AWS must not wait for it. */
const VPC_RESOLVER_MS = 1_000;

/** Metadata is in the same machine; a host that has none must not wait for it. */
const METADATA_MS = 500;

/** Kept back from the window for what the last waits brought. Probes end by themselves; one that does not is left behind then. */
const SLACK_MS = 100;

const NO_HOST = unseen('skipped', 'only a host is asked for its place: a function is told of its own');

const TIME_ENDED = unseen('timed-out', 'the run ran out of time');

/** The probes of a run; tests bring their own. */
export const liveProbes = {
  environment: () => readEnvironment(env),
  executionEnvironment: (timeoutMs: number) => probeExecutionEnvironment(env, timeoutMs),
  place: (timeoutMs: number) => probePlace(env, { timeoutMs }),
  serviceDns: probeServiceDns,
  vpcResolverDns: probeVpcResolverDns,
  endpointDns: probeEndpointDns,
  connection: probeConnection,
  credentials: (loading: CredentialsLoading, waits: Waits): Promise<CredentialsLook> => loading.look(waits),
  secret: probeSecret,
};

export interface ProbeOptions {
  /** All probes together end here. */
  readonly window: Deadline;
  /** True where no function runs this: only a host has metadata that tells its place. */
  readonly isHost?: boolean;
  /** A limit of the user's own for one wait; without it each protocol has its own patience. */
  readonly probeTimeoutMs?: number | undefined;
  readonly probes?: typeof liveProbes;
  /** Those that the rest of the run calls with too. */
  readonly credentials?: CredentialsLoading;
  /** Whether the event loop is on time; tests bring their own. */
  readonly heartbeat?: Heartbeat;
  readonly onSeen?: SeenListener;
}

/**
 * Sends packets, once. Whatever does not build on another answer runs at once, inside one window, so that the slowest
 * fault costs one probe timeout and not the sum. Never throws for an outcome of the network, and never outlives its window:
 * what is not finished then is told as that.
 */
export async function gatherProbes(target: Target, options: ProbeOptions): Promise<ProbeObservations> {
  const { window, isHost = false, probeTimeoutMs: limitMs, probes = liveProbes, onSeen = () => {} } = options;
  const heartbeat = options.heartbeat ?? startHeartbeat(window.clock);
  const inner = window.within(window.remainingMs() - SLACK_MS);
  const waitsIn = (part: Deadline): Waits => waitsWithin(part, { heartbeat, limitMs });
  const waits = waitsIn(inner);
  const resolvers = openResolvers();
  const end = window.ended(TIME_ENDED);
  const byTheEnd = <T>(work: Promise<Observation<T>>) => Promise.race([work, end]);
  const addresses = probeAddresses(target, probes.connection, waits, onSeen);

  const heard =
    (fact: FactName) =>
    <T>(one: Observation<T>) => {
      onSeen(fact, one);
      return one;
    };

  const environment = observe(probes.environment());
  // Some come over the network; they are loaded while names are resolved.
  const loading = options.credentials ?? credentialsIn(target.region);
  const credentials = observe(probes.credentials(loading, waits)).then(heard('credentials'));
  const executionEnvironment = probes.executionEnvironment(window.slice(METADATA_MS)).then(zoneOrUnseen, whyUnseen);
  const place = isHost ? probes.place(window.slice(METADATA_MS)).catch(whyUnseen) : Promise.resolve(NO_HOST);
  const serviceDns = observe(probes.serviceDns(target.host, waits, resolvers)).then(heard('serviceDns'));
  const vpcResolverDns = probes
    .vpcResolverDns(target.host, waitsIn(inner.within(VPC_RESOLVER_MS)), resolvers)
    .then(answerOrUnseen, whyUnseen);
  const endpointDns = observeEndpointDns(target, () => probes.endpointDns(target.endpoint.dnsNames, waits, resolvers));
  const known = target.endpoint.networkInterfaces.map((networkInterface) => networkInterface.privateIpAddress);
  known.filter((address) => isIP(address)).forEach(addresses.probe);

  const secret = serviceDns
    .then((dns) => {
      const answered = dns.state === 'seen' ? dns.value.system.addresses : [];
      answered.forEach(addresses.probe);
      const handshakes = addresses.handshakesWith(answered);
      return readThrough(handshakes, (address) => probes.secret(target, address, waits, loading), whyNoCall(dns));
    })
    .then(heard('secret'));
  const probeAnswers = (dns: Observation<{ readonly queries: readonly DnsQuery[] }>) => {
    if (dns.state === 'seen') answeredBy(dns.value.queries).forEach(addresses.probe);
  };
  const allStarted = Promise.all([endpointDns.then(probeAnswers), serviceDns.then(probeAnswers), secret]);
  await Promise.race([allStarted, end]);
  const observed = {
    environment: await byTheEnd(environment),
    executionEnvironment: await byTheEnd(executionEnvironment),
    place: await byTheEnd(place),
    serviceDns: await byTheEnd(serviceDns),
    vpcResolverDns: await byTheEnd(vpcResolverDns),
    endpointDns: await byTheEnd(endpointDns),
    ...(await addresses.observed(end)),
    credentials: await byTheEnd(credentials),
    secret: await byTheEnd(secret),
  };
  resolvers.close();
  heartbeat.stop();
  return observed;
}

const zoneOrUnseen = (answer: ExecutionEnvironment | null): Observation<ExecutionEnvironment> =>
  answer
    ? seen(answer, 0)
    : unseen('skipped', "this run's Availability Zone isn't known: there is no metadata endpoint");

const NO_ANSWER: ReadonlySet<DnsQuery['outcome']> = new Set(['silent', 'unreachable', 'unfinished', 'failed']);

/** Silence at Amazon's resolver decides nothing: it is not there outside a VPC. */
function answerOrUnseen(dns: VpcResolverDns): Observation<VpcResolverDns> {
  const answered = dns.queries.find((query) => !NO_ANSWER.has(query.outcome));
  if (answered) return seen(dns, answered.tookMs);
  return unseen('timed-out', `Amazon's resolver at ${AMAZON_RESOLVER} did not answer`);
}

const answeredBy = (queries: readonly DnsQuery[]): readonly string[] => queries.flatMap((query) => query.addresses);

async function observe<T>(work: Promise<T>): Promise<Observation<T>> {
  const started = performance.now();
  try {
    return seen(await work, performance.now() - started);
  } catch (error) {
    return whyUnseen(error);
  }
}

function observeEndpointDns<T>(target: Target, probe: () => Promise<T>): Promise<Observation<T>> {
  if (target.endpoint.dnsNames.length > 0) return observe(probe());
  return Promise.resolve(unseen('skipped', "the endpoint's own DNS names were not given"));
}

/** Why no call can be made, should none of the addresses do. */
function whyNoCall(dns: Observation<ServiceDns>): string {
  if (dns.state === 'unseen') return dns.detail;
  const { outcome, code } = dns.value.system;
  if (outcome === 'answered') return 'no address that the name resolves to completed verified TLS';
  if (outcome === 'unfinished') return "the name wasn't resolved in time";
  return outcome === 'failed' ? `this host couldn't resolve the name (${code})` : 'the name led to no address';
}

/** Calls through the first address that completes verified TLS: any other call would only fail as that handshake did. */
async function readThrough(
  handshakes: readonly Promise<TlsAttempt | null>[],
  read: (address: string) => Promise<SecretRead>,
  otherwise: string,
): Promise<Observation<SecretRead>> {
  const verified = handshakes.map(async (handshake) => {
    const made = await handshake;
    return made?.outcome === 'verified' ? made.address : Promise.reject(new Error(made?.outcome));
  });
  const address = await Promise.any(verified).catch(() => null);
  if (address === null) return unseen('skipped', otherwise);
  return observe(read(address));
}
