import {
  GetSecretValueCommand,
  type GetSecretValueCommandOutput,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { SecretOutcome, SecretRead } from '../../model/probes.ts';
import { secretIdOf, type Target } from '../../model/target.ts';
import { type Carrier, carrierTo, secretsManagerOver } from '../clients.ts';
import { redact } from '../redact.ts';
import { errorCodeOf } from './error-code.ts';
import { unanswered } from './silence.ts';

/** The IAM actions this probe calls. */
export const actions = ['secretsmanager:GetSecretValue'] as const;

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
};

/** GetSecretValue with the SDK, once, over a fresh socket to one address. Whether a value came is kept; the value is not. */
export async function probeSecret(target: Target, address: string, timeoutMs: number): Promise<SecretRead> {
  const carrier = carrierTo(address);
  const client = secretsManagerOver(carrier, target.region, timeoutMs);
  const started = performance.now();
  const read = (outcome: SecretOutcome, rest: Partial<SecretRead>): SecretRead => ({
    outcome,
    remoteAddress: carrier.remoteAddress(),
    errorName: null,
    errorCode: null,
    message: null,
    status: null,
    contentType: null,
    requestId: null,
    arn: null,
    ...rest,
    tookMs: performance.now() - started,
  });
  const left = () => Math.max(0, timeoutMs - (performance.now() - started));
  try {
    const credentials = await withTimeout(credentialsOf(client), timeoutMs).then(
      (known) => ({ known }),
      (error: SdkError) => ({ error }),
    );
    // Whoever gives credentials may answer with an error of its own; it is not Secrets Manager's.
    if ('error' in credentials) {
      const { error } = credentials;
      return read('no-credentials', { errorName: error.name ?? null, errorCode: errorCodeOf(error) });
    }
    const callStarted = performance.now();
    return await withTimeout(call(client, secretIdOf(target), left()), left()).then(
      (answer) => read(outcomeOfAnswer(answer), describeAnswer(answer)),
      (error: SdkError) => read(classify(error, carrier, callStarted), describeError(error, credentials.known)),
    );
  } finally {
    client.destroy();
    carrier.agent.destroy();
  }
}

const call = (
  client: SecretsManagerClient,
  secretId: string,
  timeoutMs: number,
): Promise<GetSecretValueCommandOutput> =>
  client.send(new GetSecretValueCommand({ SecretId: secretId }), {
    abortSignal: AbortSignal.timeout(Math.ceil(timeoutMs)),
  });

/** The SDK does not give up while it looks for credentials, so the limit is enforced here too. */
async function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const late = Object.assign(new Error('time is up'), { name: 'AbortError', code: 'ETIMEDOUT' });
    timer = setTimeout(() => reject(late), timeoutMs + 50);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** A body such as `{}` or `[]` resolves too: only an ARN with a value of some length is a secret that was read. */
function outcomeOfAnswer({ ARN, SecretString, SecretBinary }: GetSecretValueCommandOutput): SecretOutcome {
  const length = SecretString?.length ?? SecretBinary?.byteLength ?? 0;
  if (!(length > 0)) return 'empty';
  return typeof ARN === 'string' ? 'read' : 'not-the-service';
}

function classify(error: SdkError, carrier: Carrier, callStarted: number): SecretOutcome {
  const status = error.$metadata?.httpStatusCode;
  if (error.$fault !== undefined && (error.name !== 'Unknown' || (status ?? 0) >= 500)) return 'refused';
  if (status !== undefined && error.name !== 'TimeoutError') return 'not-the-service';
  const code = errorCodeOf(error);
  if (code?.startsWith('HPE_')) return 'not-the-service';
  if (code !== null && outcomeOf[code]) return outcomeOf[code];
  if (error.name === 'TimeoutError' || error.name === 'AbortError') {
    const secureAt = carrier.secureAt();
    if (secureAt !== null) return unanswered(performance.now() - secureAt);
    // Credentials that took long leave little time for a connection.
    return unanswered(performance.now() - callStarted) === 'silent' ? 'not-connected' : 'unfinished';
  }
  return 'failed';
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
function describeError(error: SdkError, known: Credentials): Partial<SecretRead> {
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

type Credentials = readonly (string | undefined)[];

/** The values that must never show. The SDK keeps them, so that asking first costs nothing. */
async function credentialsOf(client: SecretsManagerClient): Promise<Credentials> {
  const { accessKeyId, secretAccessKey, sessionToken } = await client.config.credentials();
  return [accessKeyId, secretAccessKey, sessionToken];
}
