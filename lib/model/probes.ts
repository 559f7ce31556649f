export type IpFamily = 4 | 6;

export type DnsOutcome =
  | 'answered'
  | 'name-not-found'
  | 'no-address'
  | 'server-failed'
  | 'refused'
  | 'silent'
  /** No server is there: the port is closed, or no route leads to it. */
  | 'unreachable'
  /** The run's time ended before silence could be told from slowness. */
  | 'unfinished'
  | 'failed';

/** One question put to one DNS server. */
export interface DnsQuery {
  readonly name: string;
  readonly type: 'A' | 'AAAA';
  /** The server's address, with its port where that is not 53. */
  readonly server: string;
  readonly outcome: DnsOutcome;
  readonly code: string | null;
  readonly addresses: readonly string[];
  /** Lowest remaining time to live of the answer, in seconds. */
  readonly ttlSeconds: number | null;
  readonly tookMs: number;
}

/** What getaddrinfo said: the answer that every program on this host acts on. */
export interface SystemLookup {
  readonly outcome: DnsOutcome;
  readonly code: string | null;
  /** In the order in which a program would try them. */
  readonly addresses: readonly string[];
  readonly tookMs: number;
}

/** How this host resolves the service's regional name. */
export interface ServiceDns {
  readonly host: string;
  readonly system: SystemLookup;
  /** Every configured server asked by itself, several times, so that disagreement and flapping show. */
  readonly queries: readonly DnsQuery[];
}

/** The same name asked of Amazon's resolver at its fixed address, past whatever servers are configured. */
export interface VpcResolverDns {
  readonly queries: readonly DnsQuery[];
}

/** The endpoint's own names: which private addresses it has, whatever the regional name resolves to. */
export interface EndpointDns {
  readonly queries: readonly DnsQuery[];
}

export type TcpOutcome =
  | 'open'
  | 'silent'
  | 'refused'
  /** A router on the path said that the packets go no further. */
  | 'rejected'
  /** This host itself has no way there. */
  | 'unreachable'
  | 'unfinished'
  | 'failed';

export interface TcpAttempt {
  readonly address: string;
  readonly family: IpFamily;
  readonly outcome: TcpOutcome;
  readonly code: string | null;
  readonly tookMs: number;
}

export type TlsOutcome =
  | 'verified'
  | 'untrusted'
  | 'self-signed'
  | 'wrong-host'
  | 'expired'
  | 'not-yet-valid'
  /** Cut by RST. */
  | 'reset'
  /** Cut by FIN, as a program that ends a connection does. */
  | 'closed'
  | 'silent'
  | 'not-tls'
  | 'version-refused'
  /** TCP did not open, so TLS was never spoken. */
  | 'not-connected'
  | 'unfinished'
  | 'failed';

export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  readonly issuerOrganization: string | null;
  readonly subjectAltNames: readonly string[];
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly fingerprint256: string;
}

/** What became of a ClientHello of some 170 bytes that offers only what any server refuses; `alert`: it was refused. */
export type SmallHello = 'alert' | 'cut' | 'silent' | 'not-connected' | 'unfinished' | 'failed';

export interface TlsAttempt {
  readonly address: string;
  readonly outcome: TlsOutcome;
  readonly code: string | null;
  readonly protocol: string | null;
  readonly certificate: Certificate | null;
  /** Sent beside a handshake that met silence, to tell lost size from a dead peer; null where it was not sent. */
  readonly smallHello: SmallHello | null;
  readonly tookMs: number;
}

export type HttpOutcome = 'answered' | 'reset' | 'silent' | 'not-http' | 'not-connected' | 'unfinished' | 'failed';

/** An unauthenticated `GET /`: any HTTP answer over verified TLS shows the service. */
export interface HttpAttempt {
  readonly address: string;
  readonly outcome: HttpOutcome;
  readonly code: string | null;
  readonly status: number | null;
  readonly contentType: string | null;
  /** The server's own clock, as its Date header gives it. */
  readonly dateHeader: string | null;
  /** How far that is ahead of this host's clock, in milliseconds, to a second or so; null where it is not known. */
  readonly clockAheadMs: number | null;
  readonly tookMs: number;
}

export type SecretOutcome =
  | 'read'
  /** An answer without a value: HTTP 200, and neither SecretString nor SecretBinary. */
  | 'empty'
  /** The service answered with an error of its own. */
  | 'refused'
  /** Something answered that was not the service's JSON. */
  | 'not-the-service'
  | 'not-connected'
  | 'reset'
  | 'silent'
  | 'no-credentials'
  | 'unfinished'
  | 'failed';

/** The call under test, as a workload would call it. The value itself has no field here, nor anywhere else. */
export interface SecretRead {
  readonly outcome: SecretOutcome;
  /** Remote address of the very socket that carried the call. */
  readonly remoteAddress: string | null;
  /** What TLS agreed on there, and the certificate that was verified there. */
  readonly tlsProtocol: string | null;
  readonly certificate: Certificate | null;
  readonly errorName: string | null;
  readonly errorCode: string | null;
  /** A sentence of the service that this project knows, in its words; null for any other text. */
  readonly message: string | null;
  readonly status: number | null;
  readonly contentType: string | null;
  readonly requestId: string | null;
  readonly arn: string | null;
  /** What else the peer said, by its measure alone. */
  readonly withheld: readonly Withheld[];
  readonly tookMs: number;
}

/** A text of a peer that this project does not know: it may quote the request's credentials, or the secret. */
export interface Withheld {
  readonly field: 'message' | 'errorName' | 'contentType' | 'requestId' | 'arn';
  readonly characters: number;
  /** Which words of a fixed list stand in it. */
  readonly mentions: readonly string[];
}
