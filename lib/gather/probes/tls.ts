import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { Certificate, TlsAttempt, TlsOutcome } from '../../model/probes.ts';
import type { Waits } from '../waits.ts';
import { errorCodeOf } from './error-code.ts';
import { smallHelloAfter } from './small-hello.ts';

const outcomeOf: Readonly<Record<string, TlsOutcome>> = {
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ERR_SSL_WRONG_VERSION_NUMBER: 'not-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'not-tls',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'version-refused',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'version-refused',
};

/** Outcomes in which the peer showed a certificate that we refused. */
const REFUSED_CERTIFICATE: ReadonlySet<TlsOutcome> = new Set([
  'untrusted',
  'self-signed',
  'wrong-host',
  'expired',
  'not-yet-valid',
]);

/** After this part of its patience a handshake gets a small one beside it. A lost packet was sent again before that. */
const SMALL_HELLO_AFTER = 1 / 4;

/** A certificate may carry hundreds of names; these are enough to tell whose it is. */
const MOST_NAMES = 20;

interface Handshake {
  readonly outcome: TlsOutcome;
  readonly code: string | null;
  readonly protocol: string | null;
  readonly certificate: Certificate | null;
}

/**
 * One TLS handshake with one address under the service's name, verified as the SDK verifies.
 * Where the certificate is refused, a second handshake without verification reads it; no data is ever sent on that.
 * Where nothing comes, a small one is tried beside it, inside the same time.
 */
export async function probeTls(address: string, port: number, host: string, waits: Waits): Promise<TlsAttempt> {
  const started = performance.now();
  const endSmallHello = smallHelloAfter(waits.patienceMs.tls * SMALL_HELLO_AFTER, { address, port, host }, waits);
  const first = await handshake({ address, port, host, verify: true }, waits);
  const small = endSmallHello();
  const tookMs = performance.now() - started;
  const certificate = REFUSED_CERTIFICATE.has(first.outcome)
    ? (await handshake({ address, port, host, verify: false }, waits)).certificate
    : first.certificate;
  // Beside an answer that only came late, a small one says nothing.
  return { address, ...first, certificate, smallHello: first.outcome === 'silent' ? small : null, tookMs };
}

interface Peer {
  readonly address: string;
  readonly port: number;
  readonly host: string;
  readonly verify: boolean;
}

function handshake(peer: Peer, waits: Waits): Promise<Handshake> {
  return new Promise((resolve) => {
    let isConnected = false;
    const socket = connect({
      host: peer.address,
      port: peer.port,
      servername: peer.host,
      rejectUnauthorized: peer.verify,
      ALPNProtocols: ['http/1.1'],
    });
    const finish = (outcome: TlsOutcome, code: string | null, read = false) => {
      endWait();
      const certificate = read ? certificateOf(socket) : null;
      const protocol = read ? socket.getProtocol() : null;
      socket.destroy();
      resolve({ outcome, code, protocol, certificate });
    };
    let endWait = waits.start('tcp', (what) => finish(what === 'silent' ? 'not-connected' : 'unfinished', null));
    socket.once('connect', () => {
      endWait();
      isConnected = true;
      endWait = waits.start('tls', (outcome) => finish(outcome, null));
    });
    let ended = false;
    socket.once('end', () => {
      ended = true;
    });
    socket.once('secureConnect', () => finish('verified', null, true));
    socket.on('error', (error) => {
      const code = errorCodeOf(error);
      if (!isConnected) return finish('not-connected', code);
      // Node gives a FIN in the handshake the code of a RST.
      finish(ended && code === 'ECONNRESET' ? 'closed' : (outcomeOf[code ?? ''] ?? 'failed'), code);
    });
  });
}

function certificateOf(socket: TLSSocket): Certificate | null {
  const shown: DetailedPeerCertificate = socket.getPeerCertificate(true);
  if (!shown?.fingerprint256) return null;
  return {
    subject: nameOf(shown.subject),
    issuer: nameOf(shown.issuer),
    issuerOrganization: first(shown.issuer?.O),
    subjectAltNames: (shown.subjectaltname ?? '').split(', ').filter(Boolean).slice(0, MOST_NAMES),
    notBefore: isoOf(shown.valid_from),
    notAfter: isoOf(shown.valid_to),
    fingerprint256: shown.fingerprint256,
  };
}

function isoOf(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : date.toISOString();
}

const first = (value: string | readonly string[] | undefined): string | null =>
  typeof value === 'string' ? value : (value?.[0] ?? null);

const nameOf = (name: DetailedPeerCertificate['subject'] | undefined): string =>
  Object.entries(name ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
