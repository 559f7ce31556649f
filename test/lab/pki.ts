import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

type KeyPair = webcrypto.CryptoKeyPair;

/** How a chain may be wrong; the first is right. */
export const CHAIN_KINDS = [
  'amazon',
  'intercepted',
  'intercepted-trusted',
  'self-signed',
  'wrong-host',
  'expired',
  'not-yet-valid',
  'no-intermediate',
] as const;

export type ChainKind = (typeof CHAIN_KINDS)[number];

export interface ServerIdentity {
  /** PEM, private key. */
  readonly key: string;
  /** PEM, leaf first, without the root. */
  readonly cert: string;
}

export interface Pki {
  /** PEM of the one root that the client trusts. */
  readonly root: string;
  readonly server: ServerIdentity;
  /** For the other APIs, and always right. */
  readonly apis: ServerIdentity;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 86_400_000;
const AMAZON = 'C=US, O=Amazon';

interface Authority {
  readonly name: string;
  readonly keys: KeyPair;
  readonly pem: string;
}

/** A throw-away authority that looks like Amazon's, and one certificate for the service, right or wrong in one way. */
export async function makePki(
  host: string,
  kind: ChainKind,
  apiHosts: readonly string[] = [],
  now = Date.now(),
): Promise<Pki> {
  const root = await makeAuthority(`${AMAZON}, CN=Amazon Root CA 1 (simulated)`);
  const amazon = await makeAuthority(`${AMAZON}, CN=Amazon RSA 2048 M01 (simulated)`, root);
  const appliance = (signer?: Authority) => makeAuthority('O=Example Corp, CN=Example Corp TLS Inspection', signer);
  const issuer =
    kind === 'intercepted' ? await appliance() : kind === 'intercepted-trusted' ? await appliance(root) : amazon;
  return {
    root: root.pem,
    server: await makeIdentity([host], kind, issuer, now),
    apis: await makeIdentity([...apiHosts, host], 'amazon', amazon, now),
  };
}

async function makeIdentity(
  hosts: readonly string[],
  kind: ChainKind,
  issuer: Authority,
  now: number,
): Promise<ServerIdentity> {
  const [host = ''] = hosts;
  const keys = await makeKeys();
  const age: readonly [number, number] = kind === 'expired' ? [-90, -1] : kind === 'not-yet-valid' ? [1, 90] : [-1, 90];
  const leaf = await X509CertificateGenerator.create({
    subject: `CN=${host}`,
    issuer: kind === 'self-signed' ? `CN=${host}` : issuer.name,
    publicKey: keys.publicKey,
    signingKey: kind === 'self-signed' ? keys.privateKey : issuer.keys.privateKey,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date(now + age[0] * DAY),
    notAfter: new Date(now + age[1] * DAY),
    extensions: [
      new SubjectAlternativeNameExtension(
        (kind === 'wrong-host' ? ['proxy.example.com'] : hosts).map((value) => ({ type: 'dns', value })),
      ),
    ],
  });
  const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  const alone = kind === 'self-signed' || kind === 'no-intermediate';
  const cert = [leaf.toString('pem'), ...(alone ? [] : [issuer.pem])].join('\n');
  return { key, cert };
}

async function makeAuthority(name: string, signer?: Authority): Promise<Authority> {
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.create({
    subject: name,
    issuer: signer?.name ?? name,
    publicKey: keys.publicKey,
    signingKey: signer?.keys.privateKey ?? keys.privateKey,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date(Date.now() - 2 * DAY),
    notAfter: new Date(Date.now() + 365 * DAY),
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  return { name, keys, pem: certificate.toString('pem') };
}

const makeKeys = async (): Promise<KeyPair> =>
  (await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])) as KeyPair;
