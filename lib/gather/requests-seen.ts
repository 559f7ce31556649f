import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { errorCodeOf } from './probes/error-code.ts';

/** What a request waits for, in this order. */
export type RequestStep = 'name' | 'connection' | 'tls' | 'answer' | 'answered';

/** How far one request got. Neither its headers nor a body is kept. */
export interface SeenRequest {
  readonly host: string;
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly isSecure: boolean;
  readonly addresses: readonly string[];
  readonly step: RequestStep;
  readonly status: number | null;
  /** Of the error that ended it. */
  readonly code: string | null;
}

export interface Watch {
  readonly requests: readonly SeenRequest[];
  /** Hears of each step that begins. */
  onStep: (request: SeenRequest) => void;
}

type Noted = { -readonly [K in keyof SeenRequest]: SeenRequest[K] } & { addresses: string[] };

const watches = new AsyncLocalStorage<{ requests: Noted[]; onStep: Watch['onStep'] }>();
const noted = new WeakMap<ClientRequest, { request: Noted; begins(step: RequestStep): void }>();
let isListening = false;

/**
 * Does some work, and notes how far its HTTP requests get, whoever makes them: Node tells of each through its diagnostics channels,
 * so that nothing stands between a client and its sockets.
 */
export function watching<T>(work: () => T): { readonly result: T; readonly watch: Watch } {
  listen();
  const watch = { requests: [], onStep: () => {} };
  return { result: watches.run(watch, work), watch };
}

function listen(): void {
  if (isListening) return;
  isListening = true;
  subscribe('http.client.request.start', (message) => note((message as { request: ClientRequest }).request));
  subscribe('http.client.request.error', (message) => {
    const { request, error } = message as { request: ClientRequest; error: unknown };
    const known = noted.get(request);
    // What is destroyed after its answer has said what it had to say.
    if (known && known.request.status === null) known.request.code = errorCodeOf(error);
  });
  subscribe('http.client.response.finish', (message) => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    const known = noted.get(request);
    if (!known) return;
    known.request.status = response.statusCode ?? null;
    known.begins('answered');
  });
}

function note(made: ClientRequest): void {
  const watch = watches.getStore();
  const { socket } = made;
  if (!watch || !socket) return;
  const isSecure = made.protocol === 'https:';
  const host = made.host.startsWith('[') ? made.host.slice(1, -1) : made.host;
  const isNew = socket.connecting;
  const request: Noted = {
    host,
    port: portOf(made, isSecure),
    method: made.method,
    path: made.path,
    isSecure,
    addresses: isIP(host) ? [host] : isNew ? [] : [socket.remoteAddress ?? ''],
    step: isNew ? (isIP(host) ? 'connection' : 'name') : 'answer',
    status: null,
    code: null,
  };
  const begins = (step: RequestStep) => {
    request.step = step;
    watch.onStep(request);
  };
  noted.set(made, { request, begins });
  watch.requests.push(request);
  watch.onStep(request);
  if (!isNew) return;
  socket.on('lookup', (error: Error | null, address: string) => {
    if (error || isIP(host)) return;
    request.addresses.push(address);
    if (request.step === 'name') begins('connection');
  });
  socket.once('connect', () => begins(isSecure ? 'tls' : 'answer'));
  if (isSecure) (socket as TLSSocket).once('secureConnect', () => begins('answer'));
}

/** As the Host header says it; it leaves out the port that the protocol has anyway. */
function portOf(made: ClientRequest, isSecure: boolean): number {
  const port = URL.parse(`${made.protocol}//${made.getHeader('host')}`)?.port;
  return port ? Number(port) : isSecure ? 443 : 80;
}
