import { connect, isIPv6, type Socket } from 'node:net';
import { TCP_OUTCOMES } from '../../errors/node-codes.ts';
import type { TcpAttempt, TcpOutcome } from '../../model/probes.ts';
import { startStopwatch } from '../stopwatch.ts';
import type { Waits } from '../waits.ts';
import { errorCodeOf } from './error-code.ts';

/** What became of an attempt, and the connection where it opened. */
export interface Opened {
  readonly attempt: TcpAttempt;
  readonly socket: Socket | null;
}

/** Opens one fresh TCP connection to one address. No data is sent. */
export function openTcp(address: string, port: number, waits: Waits): Promise<Opened> {
  const watch = startStopwatch();
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const finish = (outcome: TcpOutcome, code: string | null) => {
      endWait();
      const isOpen = outcome === 'open';
      if (!isOpen) socket.destroy();
      const attempt = { address, family: isIPv6(address) ? 6 : 4, outcome, code, tookMs: watch.waitedMs() } as const;
      resolve({ attempt, socket: isOpen ? socket : null });
    };
    const endWait = waits.start('tcp', (outcome) => finish(outcome, null));
    socket.once('connect', () => finish('open', null));
    socket.on('error', (error) => {
      const code = errorCodeOf(error);
      // For IPv6 Linux makes EACCES of administratively prohibited; for IPv4 it is its own route that prohibits.
      if (code === 'EACCES' && isIPv6(address)) return finish('rejected', code);
      finish(code === 'ETIMEDOUT' ? 'silent' : (TCP_OUTCOMES[code ?? ''] ?? 'failed'), code);
    });
  });
}

/** Opens one fresh TCP connection to one address, and closes it. */
export async function probeTcp(address: string, port: number, waits: Waits): Promise<TcpAttempt> {
  const { attempt, socket } = await openTcp(address, port, waits);
  socket?.destroy();
  return attempt;
}
