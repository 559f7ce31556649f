import { connect, isIPv6 } from 'node:net';
import type { TcpAttempt, TcpOutcome } from '../../model/probes.ts';
import type { Waits } from '../waits.ts';
import { errorCodeOf } from './error-code.ts';

const outcomeOf: Readonly<Record<string, TcpOutcome>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'refused',
  // What Linux makes of ICMP's host unreachable and administratively prohibited.
  EHOSTUNREACH: 'rejected',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  // Linux's own words for a route of type `prohibit` and `blackhole`.
  EACCES: 'unreachable',
  EINVAL: 'unreachable',
};

/** Opens one fresh TCP connection to one address, and closes it. No data is sent. */
export function probeTcp(address: string, port: number, waits: Waits): Promise<TcpAttempt> {
  const started = performance.now();
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const finish = (outcome: TcpOutcome, code: string | null) => {
      endWait();
      socket.destroy();
      const tookMs = performance.now() - started;
      resolve({ address, family: isIPv6(address) ? 6 : 4, outcome, code, tookMs });
    };
    const endWait = waits.start('tcp', (outcome) => finish(outcome, null));
    socket.once('connect', () => finish('open', null));
    socket.on('error', (error) => {
      const code = errorCodeOf(error);
      // For IPv6 Linux makes EACCES of administratively prohibited; for IPv4 it is its own route that prohibits.
      if (code === 'EACCES' && isIPv6(address)) return finish('rejected', code);
      finish(code === 'ETIMEDOUT' ? 'silent' : (outcomeOf[code ?? ''] ?? 'failed'), code);
    });
  });
}
