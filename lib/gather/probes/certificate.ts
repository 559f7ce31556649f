import type { PeerCertificate, TLSSocket } from 'node:tls';
import type { Certificate } from '../../model/probes.ts';

/** A certificate may carry hundreds of names; these are enough to tell whose it is. */
const MOST_NAMES = 20;

/** The certificate that a peer has shown on a connection; null where it showed none. */
export function certificateOf(socket: TLSSocket): Certificate | null {
  const shown: PeerCertificate = socket.getPeerCertificate();
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

const nameOf = (name: PeerCertificate['subject'] | undefined): string =>
  Object.entries(name ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
