import { GetSecretValueCommand, type GetSecretValueCommandOutput } from '@aws-sdk/client-secrets-manager';
import type { SecretOutcome, SecretRead } from '../../model/probes.ts';
import { secretIdOf, type Target } from '../../model/target.ts';
import { carrierTo, secretsManagerOver } from '../clients.ts';
import { type Credentials, type CredentialsProvider, credentialsIn } from '../credentials.ts';
import { redact } from '../redact.ts';
import { type Stopwatch, startStopwatch } from '../stopwatch.ts';
import type { Unanswered, Waits } from '../waits.ts';
import { errorCodeOf } from './error-code.ts';

/** The IAM actions this probe calls. */
export const actions = ['secretsmanager:GetSecretValue'] as const;

/** A secret has 64 KB at most, twice as much in base64; whoever says more is not the service. Bytes. */
const MOST_BYTES = 256_000;

/** What an SDK error may carry, whatever its class: realms and package copies differ. */
interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

const outcomeOf: Readonly<Record<string, SecretOutcome>> = {
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNREFUSED: 'not-connected',
  EHOSTUNREACH: 'not-connected',
  ENETUNREACH: 'not-connected',
  // The kernel's own patience with a peer that stopped answering is longer than ours.
  ETIMEDOUT: 'silent',
};

/** GetSecretValue with the SDK, once, over a fresh socket to one address. Whether a value came is kept; the value is not. */
export async function probeSecret(
  target: Target,
  address: string,
  waits: Waits,
  credentials: CredentialsProvider = credentialsIn(target.region),
): Promise<SecretRead> {
  const step = stepsOf(waits);
  const progress = {
    onConnected: () => step.begins('tls'),
    onSecure: () => step.begins('api'),
    onAnswer: () => step.answered(),
  };
  const carrier = carrierTo(address, progress, MOST_BYTES);
  const client = secretsManagerOver(carrier, target.region, credentials);
  const read = (outcome: SecretOutcome, rest: Partial<SecretRead>): SecretRead => ({
    outcome,
    ...carrier.shown(),
    errorName: null,
    errorCode: null,
    message: null,
    status: null,
    contentType: null,
    requestId: null,
    arn: null,
    ...rest,
    tookMs: step.waitedMs(),
  });
  try {
    step.begins('credentials');
    const given = await Promise.race([credentials().then((known) => ({ known }), asError), step.ended]);
    if ('unanswered' in given) return read(whenUnanswered(given), TIME_IS_UP);
    // Whoever gives credentials may answer with an error of its own; it is not Secrets Manager's.
    if ('error' in given)
      return read('no-credentials', { errorName: given.error.name ?? null, errorCode: errorCodeOf(given.error) });
    step.begins('tcp');
    const abortSignal = step.aborted;
    const call = client.send(new GetSecretValueCommand({ SecretId: secretIdOf(target) }), { abortSignal });
    const came = await Promise.race([call.then((answer) => ({ answer }), asError), step.ended]);
    if ('unanswered' in came) return read(whenUnanswered(came), TIME_IS_UP);
    if ('error' in came) return read(classify(came.error), describeError(came.error, valuesOf(given.known)));
    return read(outcomeOfAnswer(came.answer), describeAnswer(came.answer));
  } finally {
    step.end();
    client.destroy();
    carrier.agent.destroy();
  }
}

const asError = (error: SdkError) => ({ error });

/** As the SDK itself would say it. */
const TIME_IS_UP = { errorName: 'AbortError', errorCode: 'ETIMEDOUT' } as const;

type Step = 'credentials' | 'tcp' | 'tls' | 'api';

interface Ended {
  readonly during: Step;
  readonly unanswered: Unanswered;
}

/** Waits step by step: each gets the whole patience of its protocol, and the first in which nothing comes ends the call. */
function stepsOf(waits: Waits) {
  const ended = Promise.withResolvers<Ended>();
  const abort = new AbortController();
  let endWait = () => {};
  let watch: Stopwatch | null = null;
  let waitedMs = 0;
  const stop = () => {
    waitedMs += watch?.waitedMs() ?? 0;
    watch = null;
  };
  return {
    ended: ended.promise,
    aborted: abort.signal,
    begins(during: Step) {
      stop();
      endWait();
      watch = startStopwatch();
      endWait = waits.start(during === 'credentials' ? 'api' : during, (unanswered) => {
        stop();
        ended.resolve({ during, unanswered });
        abort.abort();
      });
    },
    /** The answer begins to come; what is left is to read it. */
    answered: stop,
    /** For how long the steps so far have waited, without our own work between them. */
    waitedMs() {
      stop();
      return waitedMs;
    },
    end: () => endWait(),
  };
}

const outcomeOfSilence: Readonly<Record<Step, SecretOutcome>> = {
  credentials: 'no-credentials',
  tcp: 'not-connected',
  tls: 'not-connected',
  api: 'silent',
};

const whenUnanswered = ({ during, unanswered }: Ended): SecretOutcome =>
  unanswered === 'silent' ? outcomeOfSilence[during] : 'unfinished';

/** A body such as `{}` or `[]` resolves too: only an ARN with a value of some length is a secret that was read. */
function outcomeOfAnswer({ ARN, SecretString, SecretBinary }: GetSecretValueCommandOutput): SecretOutcome {
  const length = SecretString?.length ?? SecretBinary?.byteLength ?? 0;
  if (!(length > 0)) return 'empty';
  return typeof ARN === 'string' ? 'read' : 'not-the-service';
}

function classify(error: SdkError): SecretOutcome {
  const status = error.$metadata?.httpStatusCode;
  if (error.$fault !== undefined && (error.name !== 'Unknown' || (status ?? 0) >= 500)) return 'refused';
  if (status !== undefined && error.name !== 'TimeoutError') return 'not-the-service';
  const code = errorCodeOf(error);
  if (code?.startsWith('HPE_') || code === 'ERR_ANSWER_TOO_LONG') return 'not-the-service';
  return outcomeOf[code ?? ''] ?? 'failed';
}

const describeAnswer = ({ ARN, $metadata }: GetSecretValueCommandOutput): Partial<SecretRead> => ({
  status: $metadata.httpStatusCode ?? null,
  requestId: $metadata.requestId ?? null,
  arn: typeof ARN === 'string' ? ARN : null,
});

/**
 * Names and numbers always; the text only where it is the service's own sentence. A parser's complaint about a broken
 * body quotes that body, and a broken body may be half a secret.
 */
function describeError(error: SdkError, known: readonly (string | undefined)[]): Partial<SecretRead> {
  const message = error.$fault === undefined ? null : redact(error.message ?? '', known);
  return {
    errorName: error.name ?? null,
    errorCode: errorCodeOf(error),
    message: message === 'UnknownError' ? null : message,
    status: error.$metadata?.httpStatusCode ?? null,
    contentType: error.$response?.headers?.['content-type'] ?? null,
    requestId: error.$metadata?.requestId ?? null,
  };
}

/** The values that must never show. */
const valuesOf = ({ accessKeyId, secretAccessKey, sessionToken }: Credentials) => [
  accessKeyId,
  secretAccessKey,
  sessionToken,
];
