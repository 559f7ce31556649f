import { isIP } from 'node:net';
import type {
  DnsQuery,
  HttpAttempt,
  ProbeObservations,
  SecretRead,
  ServiceDns,
  TcpAttempt,
  TlsAttempt,
  VpcResolverDns,
} from '../model/facts.ts';
import { type Observation, seen, unseen } from '../model/observation.ts';
import type { Target } from '../model/target.ts';
import type { Deadline } from './deadline.ts';
import { AMAZON_RESOLVER, probeEndpointDns, probeServiceDns, probeVpcResolverDns } from './probes/dns.ts';
import { probeHttp } from './probes/http.ts';
import { probeSecret } from './probes/secret.ts';
import { probeTcp } from './probes/tcp.ts';
import { probeTls } from './probes/tls.ts';
import { whyUnseen } from './why-unseen.ts';

/** Amazon's resolver is next door where it exists; a host outside AWS must not wait for it. */
const VPC_RESOLVER_MS = 1_000;

/** The probes of a run; tests bring their own. */
export const liveProbes = {
  serviceDns: probeServiceDns,
  vpcResolverDns: probeVpcResolverDns,
  endpointDns: probeEndpointDns,
  tcp: probeTcp,
  tls: probeTls,
  http: probeHttp,
  secret: probeSecret,
};

export interface ProbeOptions {
  /** All probes together end here. */
  readonly window: Deadline;
  /** Limit of one probe. */
  readonly probeTimeoutMs: number;
  readonly probes?: typeof liveProbes;
}

/** The probes of one address: each goes on only where the one before got through, so null is "not attempted". */
interface AddressProbes {
  readonly tcp: Promise<TcpAttempt>;
  readonly tls: Promise<TlsAttempt | null>;
  readonly http: Promise<HttpAttempt | null>;
}

/**
 * Sends packets, once. Whatever does not build on another answer runs at once, inside one window, so that the slowest
 * fault costs one probe timeout and not the sum. Never throws for an outcome of the network.
 */
export async function gatherProbes(target: Target, options: ProbeOptions): Promise<ProbeObservations> {
  const { window, probeTimeoutMs, probes = liveProbes } = options;
  const slice = () => window.slice(probeTimeoutMs);
  const probed = new Map<string, AddressProbes>();
  const probe = (address: string) => {
    if (probed.has(address)) return;
    const { port, host } = target;
    const tcp = probes.tcp(address, port, slice());
    const tls = tcp.then(({ outcome }) => (outcome === 'open' ? probes.tls(address, port, host, slice()) : null));
    const http = tls.then((made) => (made?.outcome === 'verified' ? probes.http(address, port, host, slice()) : null));
    // Read at the end; a probe of ours that broke before that must not end the run.
    for (const attempt of [tcp, tls, http]) attempt.catch(() => {});
    probed.set(address, { tcp, tls, http });
  };

  const serviceDns = observe(probes.serviceDns(target.host, slice()));
  const vpcResolverDns = probes.vpcResolverDns(target.host, window.slice(VPC_RESOLVER_MS)).then(answerOrUnseen);
  const endpointDns = observeEndpointDns(target, () => probes.endpointDns(target.endpoint.dnsNames, slice()));
  const known = target.endpoint.networkInterfaces.map((networkInterface) => networkInterface.privateIpAddress);
  known.filter((address) => isIP(address)).forEach(probe);

  const secret = serviceDns.then((dns) => {
    const addresses = dns.state === 'seen' ? dns.value.system.addresses : [];
    addresses.forEach(probe);
    const handshakes = addresses.flatMap((address) => probed.get(address)?.tls ?? []);
    return readThrough(handshakes, (address) => probes.secret(target, address, slice()), whyNoCall(dns));
  });
  await Promise.all([
    endpointDns.then((dns) => dns.state === 'seen' && answeredBy(dns.value.queries).forEach(probe)),
    serviceDns.then((dns) => dns.state === 'seen' && answeredBy(dns.value.queries).forEach(probe)),
    secret,
  ]);

  const attempts = [...probed.values()];
  return {
    serviceDns: await serviceDns,
    vpcResolverDns: await vpcResolverDns,
    endpointDns: await endpointDns,
    tcp: await observeEach(
      attempts.map((attempt) => attempt.tcp),
      'no address to probe: the name resolved to none',
    ),
    tls: await observeEach(
      attempts.map((attempt) => attempt.tls),
      'no address accepted a connection',
    ),
    http: await observeEach(
      attempts.map((attempt) => attempt.http),
      'no address completed verified TLS',
    ),
    secret: await secret,
  };
}

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

/** The attempts that were made; where there was none to make, the reason. */
async function observeEach<T>(work: readonly Promise<T | null>[], none: string): Promise<Observation<readonly T[]>> {
  const all = await observe(Promise.all(work));
  if (all.state === 'unseen') return all;
  const made = all.value.filter((attempt) => attempt !== null);
  return made.length > 0 ? seen(made, all.tookMs) : unseen('skipped', none);
}

/** Why no call can be made, should none of the addresses do. */
function whyNoCall(dns: Observation<ServiceDns>): string {
  if (dns.state === 'unseen') return dns.detail;
  const { outcome, code } = dns.value.system;
  if (outcome === 'answered') return 'no address that the name resolves to completed verified TLS';
  if (outcome === 'unfinished') return 'the name was not resolved in the time there was';
  return outcome === 'failed' ? `this host's own lookup of the name failed (${code})` : 'the name led to no address';
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
