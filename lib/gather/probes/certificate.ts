import type { PeerCertificate, TLSSocket } from 'node:tls';
import type { Certificate } from '../../model/tls.ts';

/** A certificate may carry hundreds of names; these are enough to tell whose it is. */
const MOST_NAMES = 20;

/** A name in a certificate has a few words; more of one is not kept. Characters. */
const LONGEST_NAME = 256;

/** The certificate that a peer has shown on a connection; null where it showed none. */
export function certificateOf(socket: TLSSocket): Certificate | null {
  const shown: PeerCertificate = socket.getPeerCertificate();
  if (!shown?.fingerprint256) return null;
  const organization = first(shown.issuer?.O);
  return {
    subject: cut(nameOf(shown.subject)),
    issuer: cut(nameOf(shown.issuer)),
    issuerOrganization: organization === null ? null : cut(organization),
    subjectAltNames: (shown.subjectaltname ?? '').split(', ', MOST_NAMES).filter(Boolean).map(cut),
    notBefore: isoOf(shown.valid_from),
    notAfter: isoOf(shown.valid_to),
    fingerprint256: shown.fingerprint256,
  };
}

const cut = (name: string): string => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name);

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
