import type { HttpAttempt, TcpAttempt } from '../../model/probes.ts';
import type { TlsAttempt } from '../../model/tls.ts';
import type { Waits } from '../waits.ts';
import { askForRoot } from './http.ts';
import { openTcp } from './tcp.ts';
import { secure, type TlsPeer } from './tls.ts';

/** One connection to one address, as far as it gets. Null is "not attempted": the step before did not get through. */
export interface ConnectionProbe {
  readonly tcp: Promise<TcpAttempt>;
  readonly tls: Promise<TlsAttempt | null>;
  readonly http: Promise<HttpAttempt | null>;
}

/** Opens one connection, completes TLS on it, and asks for `/`, each step as soon as the one before got through. */
export function probeConnection(address: string, port: number, host: string, waits: Waits): ConnectionProbe {
  const peer: TlsPeer = { address, port, host };
  const opened = openTcp(address, port, waits);
  const secured = opened.then(({ socket }) => (socket === null ? null : secure(peer, socket, waits)));
  const asked = secured.then((made) => (made?.socket ? askForRoot(address, host, made.socket, waits) : null));
  return {
    tcp: opened.then(({ attempt }) => attempt),
    tls: secured.then((made) => made?.attempt ?? null),
    http: asked,
  };
}
