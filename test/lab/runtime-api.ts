import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Invocation {
  /** The function's answer as JSON text; null where it failed. */
  readonly response: string | null;
  /** What the function or its start threw, as the runtime reports it. */
  readonly error: string | null;
  readonly tookMs: number;
}

export interface RuntimeApi {
  /** Called whenever the function takes an event. */
  onTaken: (() => void) | null;
  /** When the function asked for its first event, on `performance`'s clock; null before. */
  firstAskedAt(): number | null;
  /**
   * Hands one event to the function and waits for what comes of it, as Lambda does: no longer than the function's timeout, unless
   * more patience is asked for, of which the function is told nothing.
   */
  invoke(event: unknown, timeoutMs: number, patienceMs?: number): Promise<Invocation>;
  /** Ends the invocation at once, because the function's process has ended. */
  processEnded(code: number | null): void;
}

interface Waiting {
  readonly id: string;
  readonly event: string;
  readonly timeoutMs: number;
  /** When the function took the event: its start-up does not count, as in Lambda's own figures. */
  startedAt: number;
  finish(outcome: Pick<Invocation, 'response' | 'error'>): void;
}

/** What the metadata endpoint tells, and to whom. */
export interface Metadata {
  readonly token: string;
  readonly availabilityZoneId: string;
}

/**
 * Lambda's Runtime API, the part that a function sees: `next`, `response`, `error` and `init/error`.
 * The metadata endpoint is at the same address.
 * Source: Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes" and "Lambda metadata endpoint".
 */
export async function startRuntimeApi(
  address: string,
  port: number,
  functionArn: string,
  metadata: Metadata,
): Promise<RuntimeApi> {
  let waiting: Waiting | null = null;
  let parked: ServerResponse | null = null;
  let firstAskedAt: number | null = null;
  const handOver = () => {
    if (!waiting || !parked) return;
    waiting.startedAt = performance.now();
    parked.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': waiting.id,
      'lambda-runtime-deadline-ms': String(Date.now() + waiting.timeoutMs),
      'lambda-runtime-invoked-function-arn': functionArn,
    });
    parked.end(waiting.event);
    parked = null;
    api.onTaken?.();
  };
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/2018-06-01/runtime/invocation/next') {
      parked = response;
      firstAskedAt ??= performance.now();
      return handOver();
    }
    if (request.url === METADATA) return tell(request, response, metadata);
    answered(request, waiting).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  const api: RuntimeApi = {
    onTaken: null,
    firstAskedAt: () => firstAskedAt,
    processEnded: (code) => waiting?.finish({ response: null, error: `the function's process ended (exit ${code})` }),
    invoke: (event, timeoutMs, patienceMs = timeoutMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(
          () => waiting?.finish({ response: null, error: `timed out after ${timeoutMs} ms` }),
          patienceMs,
        );
        waiting = {
          id: randomUUID(),
          event: JSON.stringify(event),
          timeoutMs,
          startedAt: performance.now(),
          finish(outcome) {
            const tookMs = performance.now() - this.startedAt;
            clearTimeout(timer);
            waiting = null;
            resolve({ ...outcome, tookMs });
          },
        };
        handOver();
      }),
  };
  return api;
}

const METADATA = '/2026-01-15/metadata/execution-environment';

function tell(request: IncomingMessage, response: ServerResponse, { token, availabilityZoneId }: Metadata): void {
  const isAllowed = request.method === 'GET' && request.headers.authorization === `Bearer ${token}`;
  response.writeHead(isAllowed ? 200 : 403, { 'content-type': 'application/json' });
  response.end(isAllowed ? JSON.stringify({ AvailabilityZoneID: availabilityZoneId }) : '');
}

/** Takes a response or an error for the waiting invocation; the HTTP status says whether it was one. */
async function answered(request: IncomingMessage, waiting: Waiting | null): Promise<number> {
  const body = await text(request);
  const kind = /^\/2018-06-01\/runtime\/(?:invocation\/([\w-]+)\/(response|error)|(init\/error))$/.exec(
    request.url ?? '',
  );
  if (!kind || !waiting || (kind[1] !== undefined && kind[1] !== waiting.id)) return 404;
  waiting.finish(kind[2] === 'response' ? { response: body, error: null } : { response: null, error: body });
  return 202;
}
