import { request } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { HttpAttempt, HttpOutcome } from '../../model/probes.ts';
import { mediaTypeIn } from '../known-answer.ts';
import { startStopwatch } from '../stopwatch.ts';
import type { Waits } from '../waits.ts';
import { errorCodeOf } from './error-code.ts';

/** `GET /` with no credentials, over a connection on which TLS was verified. The service itself answers 404. */
export function askForRoot(address: string, host: string, socket: TLSSocket, waits: Waits): Promise<HttpAttempt> {
  const watch = startStopwatch();
  return new Promise((resolve) => {
    const call = request({
      createConnection: () => socket,
      path: '/',
      headers: { host, 'user-agent': 'vpce-doctor' },
    });
    const finish = (outcome: HttpOutcome, code: string | null, answer: Partial<HttpAttempt> = {}) => {
      endWait();
      const tookMs = watch.waitedMs();
      call.destroy();
      socket.destroy();
      const nothing = { status: null, contentType: null, dateHeader: null, clockAheadMs: null };
      resolve({ address, outcome, code, ...nothing, ...answer, tookMs });
    };
    const endWait = waits.start('http', (outcome) => finish(outcome, null));
    call.once('response', (response) => {
      finish('answered', null, {
        status: response.statusCode ?? null,
        contentType: mediaTypeIn(response.headers['content-type']),
        dateHeader: response.headers.date ?? null,
        clockAheadMs: aheadOf(response.headers.date),
      });
    });
    call.on('error', (error) => {
      const code = errorCodeOf(error);
      finish(failureOf(code), code);
    });
    call.end();
  });
}

function failureOf(code: string | null): HttpOutcome {
  if (code?.startsWith('HPE_')) return 'not-http';
  return code === 'ECONNRESET' || code === 'EPIPE' ? 'reset' : 'failed';
}

function aheadOf(date: string | undefined): number | null {
  const ahead = Date.parse(date ?? '') - Date.now();
  return Number.isNaN(ahead) ? null : ahead;
}
