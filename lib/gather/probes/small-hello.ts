import { connect, type TLSSocket } from 'node:tls';
import type { SmallHello } from '../../model/tls.ts';
import type { Waits } from '../waits.ts';
import { errorCodeOf } from './error-code.ts';

/**
 * A cipher without certificates, which no server that has one accepts, and no key share: 170 bytes, where today's usual
 * ClientHello fills more than one packet.
 */
const REFUSED_BY_ALL = {
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.2',
  ciphers: 'ADH-AES256-GCM-SHA384:@SECLEVEL=0',
} as const;

/** Whom it is sent to: an address, under the service's name. */
interface Peer {
  readonly address: string;
  readonly port: number;
  readonly host: string;
}

/**
 * Sends a small ClientHello on a connection of its own, unless it is called off before; what is returned ends it and says what had
 * become of it. An alert comes back even where large packets are lost, and nothing comes from a peer that is dead.
 */
export function smallHelloAfter(delayMs: number, peer: Peer, waits: Waits): () => SmallHello | null {
  let end: (() => SmallHello) | null = null;
  const timer = setTimeout(() => {
    end = send(peer, waits);
  }, delayMs);
  return () => {
    clearTimeout(timer);
    return end?.() ?? null;
  };
}

/** Sends one at once, and waits for what becomes of it. */
export function smallHelloTo(peer: Peer, waits: Waits): Promise<SmallHello> {
  return new Promise((resolve) => {
    const done = () => {
      endWait();
      resolve(end());
    };
    const endWait = waits.start('tcp', done);
    const end = send(peer, waits, () => setImmediate(done));
  });
}

function send({ address, port, host }: Peer, waits: Waits, onEnd = () => {}): () => SmallHello {
  let became: SmallHello | null = null;
  let isConnected = false;
  let endWait = () => {};
  const ended = (what: SmallHello) => {
    endWait();
    became ??= what;
    onEnd();
  };
  const socket = open({ address, port, host });
  if (socket === null) onEnd();
  socket
    ?.once('connect', () => {
      isConnected = true;
      endWait = waits.start('hello', ended);
    })
    // A peer that accepts shows no certificate: nothing is verified, and nothing is sent.
    .once('secureConnect', () => ended('failed'))
    .on('error', (error) => ended(isConnected ? becameOf(errorCodeOf(error)) : 'not-connected'));
  return () => {
    endWait();
    socket?.destroy();
    if (socket === null) return 'failed';
    return became ?? (isConnected ? 'unfinished' : 'not-connected');
  };
}

/** Null where this runtime's TLS library has no such cipher. */
function open({ address, port, host }: Peer): TLSSocket | null {
  try {
    return connect({ host: address, port, servername: host, ...REFUSED_BY_ALL });
  } catch {
    return null;
  }
}

function becameOf(code: string | null): SmallHello {
  if (code?.includes('_ALERT_')) return 'alert';
  return code === 'ECONNRESET' || code === 'EPIPE' ? 'cut' : 'failed';
}
