import { isIP } from 'node:net';
import type {
  DnsQuery,
  Facts,
  HttpAttempt,
  Observations,
  SecretRead,
  TcpAttempt,
  TlsAttempt,
  VpcResolverDns,
} from '../model/facts.ts';
import { type Observation, seen, unseen } from '../model/observation.ts';
import type { Target, Vantage } from '../model/target.ts';
import { VERSION } from '../version.ts';
import type { Deadline } from './deadline.ts';
import { AMAZON_RESOLVER, probeEndpointDns, probeServiceDns, probeVpcResolverDns } from './probes/dns.ts';
import { probeHttp } from './probes/http.ts';
import { probeSecret } from './probes/secret.ts';
import { probeTcp } from './probes/tcp.ts';
import { probeTls } from './probes/tls.ts';
import { whyUnseen } from './why-unseen.ts';

export const DEFAULT_PROBE_TIMEOUT_MS = 3_000;

/** What a probe that starts late may take beyond one probe timeout, all probes together. */
const GRACE_MS = 500;

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

export interface GatherOptions {
  readonly deadline: Deadline;
  readonly probeTimeoutMs?: number;
  readonly now?: () => Date;
  readonly probes?: typeof liveProbes;
}

interface AddressProbes {
  readonly tcp: Promise<TcpAttempt>;
  readonly tls: Promise<TlsAttempt>;
  readonly http: Promise<HttpAttempt>;
}

/**
 * Looks at the world once. Everything that does not wait for another answer runs at once, inside one window, so that the
 * slowest fault costs one probe timeout and not the sum. Never throws for an outcome of the network.
 */
export async function gather(target: Target, vantage: Vantage, options: GatherOptions): Promise<Facts> {
  const { probeTimeoutMs = DEFAULT_PROBE_TIMEOUT_MS, probes = liveProbes, now = () => new Date() } = options;
  const window = options.deadline.within(probeTimeoutMs + GRACE_MS);
  const slice = () => window.slice(probeTimeoutMs);
  const takenAt = now().toISOString();

  const probed = new Map<string, AddressProbes>();
  const probe = (address: string) => {
    if (probed.has(address)) return;
    probed.set(address, {
      tcp: probes.tcp(address, target.port, slice()),
      tls: probes.tls(address, target.port, target.host, slice()),
      http: probes.http(address, target.port, target.host, slice()),
    });
  };

  const serviceDns = observe(probes.serviceDns(target.host, slice()));
  const vpcResolverDns = probes.vpcResolverDns(target.host, window.slice(VPC_RESOLVER_MS)).then(answerOrUnseen);
  const endpointDns = observeEndpointDns(target, () => probes.endpointDns(target.endpoint.dnsNames, slice()));
  const known = target.endpoint.networkInterfaces.map((networkInterface) => networkInterface.privateIpAddress);
  known.filter((address) => isIP(address)).forEach(probe);

  const carrying = serviceDns.then((dns) => (dns.state === 'seen' ? dns.value.system.addresses : []));
  const secret = carrying.then((addresses) => {
    addresses.forEach(probe);
    const handshakes = addresses.flatMap((address) => probed.get(address)?.tls ?? []);
    return readThrough(handshakes, (address) => probes.secret(target, address, slice()));
  });
  await Promise.all([
    endpointDns.then((dns) => dns.state === 'seen' && answeredBy(dns.value.queries).forEach(probe)),
    serviceDns.then((dns) => dns.state === 'seen' && answeredBy(dns.value.queries).forEach(probe)),
    secret,
  ]);

  const attempts = [...probed.values()];
  const observations: Observations = {
    target: seen(target, 0),
    vantage: seen(vantage, 0),
    serviceDns: await serviceDns,
    vpcResolverDns: await vpcResolverDns,
    endpointDns: await endpointDns,
    tcp: await observeEach(attempts.map((attempt) => attempt.tcp)),
    tls: await observeEach(attempts.map((attempt) => attempt.tls)),
    http: await observeEach(attempts.map((attempt) => attempt.http)),
    secret: await secret,
  };
  return { schema: 1, tool: { name: 'vpce-doctor', version: VERSION }, takenAt, observations };
}

/** Silence at Amazon's resolver decides nothing: it is not there outside a VPC. */
function answerOrUnseen(dns: VpcResolverDns): Observation<VpcResolverDns> {
  const answered = dns.queries.find((query) => query.outcome !== 'silent' && query.outcome !== 'unfinished');
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

function observeEach<T>(work: readonly Promise<T>[]): Promise<Observation<readonly T[]>> {
  if (work.length > 0) return observe(Promise.all(work));
  return Promise.resolve(unseen('skipped', 'no address to probe: the name resolved to none'));
}

/** Calls through the first address that completes verified TLS: any other call would only fail as that handshake did. */
async function readThrough(
  handshakes: readonly Promise<TlsAttempt>[],
  read: (address: string) => Promise<SecretRead>,
): Promise<Observation<SecretRead>> {
  const verified = handshakes.map(async (handshake) => {
    const { address, outcome } = await handshake;
    return outcome === 'verified' ? address : Promise.reject(new Error(outcome));
  });
  const address = await Promise.any(verified).catch(() => null);
  if (address === null) return unseen('skipped', 'no address that the name resolves to completed verified TLS');
  return observe(read(address));
}
