import { factsOf as factsOfRun } from '../../lib/facts/facts-of.ts';
import { observationsOf } from '../../lib/facts/observations-of.ts';
import { CONFIGURATION_NAMES } from '../../lib/model/configuration.ts';
import type { CredentialsLook } from '../../lib/model/credentials.ts';
import type { DnsQuery, ServiceDns } from '../../lib/model/dns.ts';
import type { Environment } from '../../lib/model/environment.ts';
import type { Facts, FactValues, Observations } from '../../lib/model/facts.ts';
import { type Observation, seen, unseen } from '../../lib/model/observation.ts';
import type { Place } from '../../lib/model/place.ts';
import type { HttpAttempt, ProbeValues, SecretRead, TcpAttempt } from '../../lib/model/probes.ts';
import type { Target } from '../../lib/model/run.ts';
import type { TlsAttempt } from '../../lib/model/tls.ts';

/** The healthy world that tests start from: an endpoint with two interfaces, private DNS on, the canary readable. */
export const ENI_A = '10.0.1.100';
export const ENI_B = '10.0.2.100';
export const PUBLIC = '203.0.113.10';
export const ENI_A_IPV6 = '2001:db8:0:101::100';
export const ENI_B_IPV6 = '2001:db8:0:102::100';
export const PUBLIC_IPV6 = '2001:db8:ffff::10';
export const HOST = 'secretsmanager.eu-west-2.amazonaws.com';
export const ENDPOINT_NAME = 'vpce-0a1b2c3d4e5f60718-abcd1234.secretsmanager.eu-west-2.vpce.amazonaws.com';
export const RESOLVER = '10.0.0.2';
export const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-2:111122223333:secret:prod/canary-AbCdEf';
export const VERIFIER_ARN = 'arn:aws:sts::111122223333:assumed-role/verifier/run';

export const target = (change: Partial<Target> = {}): Target => ({
  region: 'eu-west-2',
  host: HOST,
  port: 443,
  secretId: SECRET_ARN,
  canary: true,
  identity: 'verifier',
  endpoint: {
    vpcEndpointId: 'vpce-0a1b2c3d4e5f60718',
    dnsNames: [ENDPOINT_NAME],
    networkInterfaces: [
      { networkInterfaceId: 'eni-0aaa', privateIpAddress: ENI_A, availabilityZone: 'eu-west-2a' },
      { networkInterfaceId: 'eni-0bbb', privateIpAddress: ENI_B, availabilityZone: 'eu-west-2b' },
    ],
    vpcCidrs: ['10.0.0.0/16'],
  },
  ...change,
});

export const query = (change: Partial<DnsQuery> = {}): DnsQuery => ({
  name: HOST,
  type: 'A',
  server: RESOLVER,
  outcome: 'answered',
  code: null,
  addresses: [ENI_A, ENI_B],
  ttlSeconds: 60,
  tookMs: 2,
  ...change,
});

const NO_AAAA = query({ type: 'AAAA', outcome: 'no-address', code: 'ENODATA', addresses: [], ttlSeconds: null });

/** How the service's name resolves: every source says the same addresses. */
export const resolvesTo = (addresses: readonly string[], change: Partial<ServiceDns> = {}): ServiceDns => ({
  host: HOST,
  system: { outcome: 'answered', code: null, addresses, tookMs: 30 },
  queries: [query({ addresses }), query({ addresses }), query({ addresses }), NO_AAAA],
  ...change,
});

/** How the service's name fails to resolve: getaddrinfo's word, and the servers' own. */
export const resolvesNot = (
  system: Pick<ServiceDns['system'], 'outcome' | 'code'>,
  server: Partial<DnsQuery>,
): ServiceDns => ({
  host: HOST,
  system: { ...system, addresses: [], tookMs: 40 },
  queries: [query({ addresses: [], ttlSeconds: null, ...server }), query({ ...NO_AAAA, ...server, type: 'AAAA' })],
});

export const tcp = (address: string, change: Partial<TcpAttempt> = {}): TcpAttempt => ({
  address,
  family: address.includes(':') ? 6 : 4,
  outcome: 'open',
  code: null,
  tookMs: 0.4,
  ...change,
});

/** The same attempt at both interfaces of the endpoint. */
export const tcpToBoth = (change: Partial<TcpAttempt> = {}): readonly TcpAttempt[] => [
  tcp(ENI_A, change),
  tcp(ENI_B, change),
];

/** A SYN that nothing answered for a whole probe timeout. */
export const silentTcp = (address: string): TcpAttempt => tcp(address, { outcome: 'silent', tookMs: 3_000 });

export const CERTIFICATE = {
  subject: `CN=${HOST}`,
  issuer: 'C=US, O=Amazon, CN=Amazon RSA 2048 M01',
  issuerOrganization: 'Amazon',
  subjectAltNames: [`DNS:${HOST}`],
  notBefore: '2026-06-01T00:00:00.000Z',
  notAfter: '2027-06-30T23:59:59.000Z',
  fingerprint256: 'AA:BB',
} as const;

export const tls = (address: string, change: Partial<TlsAttempt> = {}): TlsAttempt => ({
  address,
  outcome: 'verified',
  code: null,
  protocol: 'TLSv1.3',
  certificate: CERTIFICATE,
  smallHello: null,
  classicHello: null,
  tookMs: 4,
  ...change,
});

/** The same handshake with both interfaces of the endpoint. */
export const tlsWithBoth = (change: Partial<TlsAttempt> = {}): readonly TlsAttempt[] => [
  tls(ENI_A, change),
  tls(ENI_B, change),
];

export const http = (address: string, change: Partial<HttpAttempt> = {}): HttpAttempt => ({
  address,
  outcome: 'answered',
  code: null,
  status: 404,
  contentType: 'application/x-amz-json-1.1',
  dateHeader: 'Sun, 22 Nov 2026 03:00:00 GMT',
  clockAheadMs: -400,
  tookMs: 6,
  ...change,
});

export const secret = (change: Partial<SecretRead> = {}): SecretRead => ({
  outcome: 'read',
  remoteAddress: ENI_A,
  tlsProtocol: 'TLSv1.3',
  certificate: null,
  errorName: null,
  errorCode: null,
  message: null,
  withheld: [],
  status: 200,
  contentType: null,
  requestId: '7f7e0f6e-0000-4000-8000-000000000001',
  arn: SECRET_ARN,
  tookMs: 25,
  ...change,
});

/** What Lambda's own environment says: a role's credentials, and nothing else. */
export const environment = (change: Partial<Environment> = {}): Environment => ({
  proxies: [],
  noProxy: [],
  endpointUrls: [],
  usesFips: false,
  usesDualStack: false,
  extraAuthorities: null,
  verifiesCertificates: true,
  accessKey: 'temporary',
  roleVariables: [],
  ...change,
});

/** What an instance's metadata says of a client in the endpoint's VPC. */
export const place = (change: Partial<Place> = {}): Place => ({
  toldBy: 'instance-metadata',
  kind: 'linux',
  vpcId: 'vpc-0123456789abcdef0',
  vpcCidrs: ['10.0.0.0/16'],
  subnetId: 'subnet-0123456789abcdef0',
  subnetCidrs: ['10.0.1.0/24'],
  securityGroupIds: ['sg-0123456789abcdef0', 'sg-0fedcba9876543210'],
  availabilityZone: 'eu-west-2a',
  availabilityZoneId: 'euw2-az2',
  addresses: ['10.0.1.7'],
  publicAddresses: [],
  ...change,
});

/** How the function's were loaded: from its environment. */
export const credentials = (change: Partial<CredentialsLook> = {}): CredentialsLook => ({
  source: 'environment',
  host: null,
  asks: null,
  addresses: [],
  outcome: 'loaded',
  errorName: null,
  code: null,
  status: null,
  runsIn: null,
  tookMs: 0,
  ...change,
});

/** A call that brought no word of the service: what is known is how it ended. */
export const unread = (outcome: SecretRead['outcome'], change: Partial<SecretRead> = {}): SecretRead =>
  secret({ outcome, status: null, requestId: null, arn: null, ...change });

/** The service's refusal: HTTP 400 with a name and a sentence. */
export const refusal = (errorName: string, message: string | null, change: Partial<SecretRead> = {}): SecretRead =>
  secret({ outcome: 'refused', errorName, message, status: 400, arn: null, ...change });

/** AccessDeniedException with AWS's usual beginning; `reason` continues it. */
export const denied = (reason: string, change: Partial<SecretRead> = {}): SecretRead =>
  refusal(
    'AccessDeniedException',
    `User: ${VERIFIER_ARN} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${SECRET_ARN} ${reason}`,
    change,
  );

/** Denied for want of an allow: `notAllowedBy('VPC endpoint policy')`. */
export const notAllowedBy = (policy: string, change: Partial<SecretRead> = {}): SecretRead =>
  denied(`because no ${policy} allows the secretsmanager:GetSecretValue action`, change);

/** Denied by a statement: `forbiddenBy('a VPC endpoint policy')`. */
export const forbiddenBy = (policy: string, change: Partial<SecretRead> = {}): SecretRead =>
  denied(`with an explicit deny in ${policy}`, change);

/** A fact's new value, or a whole observation where it is to be unseen. */
export type WorldChange = { readonly [N in keyof FactValues]?: FactValues[N] | Observation<FactValues[N]> };

/** What an isolated subnet sees of the configuration: nothing. */
const UNREAD = Object.fromEntries(
  Object.keys(CONFIGURATION_NAMES).map((name) => [
    name,
    unseen('timed-out', "ec2.eu-west-2.amazonaws.com can't be reached from here: no address accepts a connection"),
  ]),
);

const NO_METADATA = unseen('skipped', "this run's Availability Zone isn't known: there is no metadata endpoint");

const NO_HOST = unseen('skipped', 'only a host is asked for its place: a function is told of its own');

/** The healthy world, seen from inside an isolated subnet, with something changed: `world({ tcp: [silentTcp(ENI_A), silentTcp(ENI_B)] })`. */
export function world(change: WorldChange = {}): Observations {
  const healthy: Omit<ProbeValues, 'executionEnvironment' | 'place'> & Pick<FactValues, 'target' | 'vantage'> = {
    target: target(),
    vantage: { kind: 'live', place: 'inside', functionName: 'verify-a', accountId: '111122223333' },
    environment: environment(),
    serviceDns: resolvesTo([ENI_A, ENI_B]),
    vpcResolverDns: { queries: [query({ server: '169.254.169.253' })] },
    endpointDns: { queries: [query({ name: ENDPOINT_NAME }), { ...NO_AAAA, name: ENDPOINT_NAME }] },
    tcp: [tcp(ENI_A), tcp(ENI_B)],
    tls: [tls(ENI_A), tls(ENI_B)],
    http: [http(ENI_A), http(ENI_B)],
    credentials: credentials(),
    secret: secret(),
  };
  const observed = Object.entries({
    ...UNREAD,
    executionEnvironment: NO_METADATA,
    place: NO_HOST,
    ...healthy,
    ...change,
  }).map(([name, value]) => [name, observationOf(value)]);
  return Object.fromEntries(observed) as Observations;
}

/** The same as a document that can be stored. */
export const factsOf = (observations: Observations, takenAt = '2026-11-22T03:00:00.000Z'): Facts =>
  factsOfRun(observations, takenAt, { name: 'vpce-doctor', version: '0.1.0' });

/** What the only run of some facts is judged by. */
export function observationsIn(facts: Facts): Observations {
  const [only, ...others] = observationsOf(facts);
  if (!only || others.length > 0) throw new Error(`${others.length + 1} runs`);
  return only;
}

function observationOf<T>(value: T | Observation<T>): Observation<T> {
  const state = (value as Partial<Observation<T>> | null)?.state;
  return state === 'seen' || state === 'unseen' ? (value as Observation<T>) : seen(value as T, 1);
}
