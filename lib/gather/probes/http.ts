import { request } from 'node:https';
import type { HttpAttempt, HttpOutcome } from '../../model/probes.ts';
import type { Waits } from '../waits.ts';
import { errorCodeOf } from './error-code.ts';

/** `GET /` with no credentials, to one address under the service's name. Secrets Manager itself answers 404. */
export function probeHttp(address: string, port: number, host: string, waits: Waits): Promise<HttpAttempt> {
  const started = performance.now();
  return new Promise((resolve) => {
    let isSecure = false;
    const call = request({
      host: address,
      port,
      servername: host,
      path: '/',
      headers: { host, 'user-agent': 'vpce-doctor' },
      agent: false,
      // Whatever the environment says: a finding rests on this.
      rejectUnauthorized: true,
    });
    const finish = (outcome: HttpOutcome, code: string | null, answer: Partial<HttpAttempt> = {}) => {
      endWait();
      call.destroy();
      const nothing = { status: null, contentType: null, dateHeader: null, clockAheadMs: null };
      resolve({ address, outcome, code, ...nothing, ...answer, tookMs: performance.now() - started });
    };
    const failToConnect = (what: 'silent' | 'unfinished') =>
      finish(what === 'silent' ? 'not-connected' : 'unfinished', null);
    let endWait = waits.start('tcp', failToConnect);
    call.once('socket', (socket) => {
      socket.once('connect', () => {
        endWait();
        endWait = waits.start('tls', failToConnect);
      });
      socket.once('secureConnect', () => {
        endWait();
        isSecure = true;
        endWait = waits.start('http', (outcome) => finish(outcome, null));
      });
    });
    call.once('response', (response) => {
      finish('answered', null, {
        status: response.statusCode ?? null,
        contentType: response.headers['content-type'] ?? null,
        dateHeader: response.headers.date ?? null,
        clockAheadMs: aheadOf(response.headers.date),
      });
    });
    call.on('error', (error) => {
      const code = errorCodeOf(error);
      finish(isSecure ? failureOf(code) : 'not-connected', code);
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
