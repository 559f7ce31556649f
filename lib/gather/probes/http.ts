import { request } from 'node:https';
import type { HttpAttempt, HttpOutcome } from '../../model/probes.ts';
import { errorCodeOf } from './error-code.ts';
import { unanswered } from './silence.ts';

/** `GET /` with no credentials, to one address under the service's name. Secrets Manager itself answers 404. */
export function probeHttp(address: string, port: number, host: string, timeoutMs: number): Promise<HttpAttempt> {
  const started = performance.now();
  return new Promise((resolve) => {
    let secureAt: number | null = null;
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
      clearTimeout(timer);
      call.destroy();
      const nothing = { status: null, contentType: null, dateHeader: null, clockAheadMs: null };
      resolve({ address, outcome, code, ...nothing, ...answer, tookMs: performance.now() - started });
    };
    const timer = setTimeout(() => {
      finish(secureAt === null ? 'not-connected' : unanswered(performance.now() - secureAt), null);
    }, timeoutMs);
    call.once('socket', (socket) => {
      socket.once('secureConnect', () => {
        secureAt = performance.now();
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
      finish(secureAt === null ? 'not-connected' : failureOf(code), code);
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
