import { CALL_OUTCOMES } from '../../errors/node-codes.ts';
import type { CredentialsLook } from '../../model/credentials.ts';
import type { SecretOutcome, SecretRead } from '../../model/probes.ts';
import type { Target } from '../../model/run.ts';
import { secretIdOf } from '../../model/target.ts';
import { SERVICE } from '../../services/index.ts';
import { isSecretArn } from '../../services/secret-id.ts';
import { pinnedAgentTo, sdkClientOver } from '../clients.ts';
import { valuesOf } from '../credential-echo.ts';
import { type Credentials, type CredentialsLoading, credentialsIn } from '../credentials.ts';
import { knownAnswer, type Said } from '../known-answer.ts';
import { readSecret, type SecretAnswer } from '../services/index.ts';
import type { Waits } from '../waits.ts';
import { type CallStep, callSteps, type Ended } from './call-steps.ts';
import { errorCodeOf } from './error-code.ts';

/** The IAM actions this probe calls. */
export const actions = [SERVICE.actions.read] as const;

/** What an SDK error may carry, whatever its class: realms and package copies differ. */
interface SdkError {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/** The call under test with the SDK, once, over a fresh socket to one address. Whether a value came is kept; the value is not. */
export async function probeSecret(
  target: Target,
  address: string,
  waits: Waits,
  credentials: CredentialsLoading = credentialsIn(target.region),
): Promise<SecretRead> {
  const step = callSteps(waits);
  const progress = {
    onConnected: () => step.begins('tls'),
    onSecure: () => step.begins('api'),
    onAnswer: () => step.answered(),
  };
  const carrier = pinnedAgentTo(address, progress);
  const client = sdkClientOver(carrier, target.region, credentials.provide);
  const read = (outcome: SecretOutcome, { said, ...rest }: Answer, known?: Credentials): SecretRead => ({
    outcome,
    ...carrier.shown(),
    errorCode: null,
    status: null,
    ...rest,
    ...knownAnswer(said, secretIdOf(target), valuesOf(known)),
    tookMs: step.waitedMs(),
  });
  try {
    // Whoever gives credentials may answer with an error of its own; it is not the service's.
    const look = await credentials.look(waits);
    if (look.outcome === 'unfinished') return read('unfinished', TIME_IS_UP);
    if (look.outcome !== 'loaded') return read('no-credentials', whyNone(look));
    const known = await credentials.provide();
    step.begins('tcp');
    const abortSignal = step.aborted;
    const call = readSecret(client, secretIdOf(target), { abortSignal });
    const came = await Promise.race([call.then((answer) => ({ answer }), asError), step.ended]);
    if ('unanswered' in came) return read(whenUnanswered(came), TIME_IS_UP);
    if ('error' in came) return read(classify(came.error), describeError(came.error), known);
    return read(outcomeOfAnswer(came.answer), describeAnswer(came.answer), known);
  } finally {
    step.end();
    client.destroy();
    carrier.agent.destroy();
  }
}

const asError = (error: SdkError) => ({ error });

/** As the SDK itself would say it. */
const TIME_IS_UP: Answer = { said: { errorName: 'AbortError' }, errorCode: 'ETIMEDOUT' };

/** What the source itself said, or that it said nothing. */
const whyNone = ({ errorName, code, status }: CredentialsLook): Answer =>
  errorName === null && code === null && status === null
    ? TIME_IS_UP
    : { said: { errorName: errorName ?? undefined }, errorCode: code };

const outcomeOfSilence: Readonly<Record<CallStep, SecretOutcome>> = {
  tcp: 'not-connected',
  tls: 'not-connected',
  api: 'silent',
};

const whenUnanswered = ({ during, unanswered }: Ended): SecretOutcome =>
  unanswered === 'silent' ? outcomeOfSilence[during] : 'unfinished';

/** A body such as `{}` or `[]` resolves too: only an ARN with a value of some length is a secret that was read. */
function outcomeOfAnswer({ arn, length }: SecretAnswer): SecretOutcome {
  if (!(length > 0)) return 'empty';
  return typeof arn === 'string' && isSecretArn(arn) ? 'read' : 'not-the-service';
}

function classify(error: SdkError): SecretOutcome {
  const status = error.$metadata?.httpStatusCode;
  if (error.$fault !== undefined && (error.name !== 'Unknown' || (status ?? 0) >= 500)) return 'refused';
  if (status !== undefined && error.name !== 'TimeoutError') return 'not-the-service';
  const code = errorCodeOf(error);
  if (code?.startsWith('HPE_') || code === 'ERR_ANSWER_TOO_LONG') return 'not-the-service';
  return CALL_OUTCOMES[code ?? ''] ?? 'failed';
}

/** What an answer or an error says, and what of it is no text of the peer's. */
type Answer = { readonly said: Said } & Partial<Pick<SecretRead, 'errorCode' | 'status'>>;

const describeAnswer = ({ arn, requestId, status }: SecretAnswer): Answer => ({
  said: { requestId: textIn(requestId), arn: textIn(arn) },
  status,
});

/**
 * The text counts only where it is the service's own sentence: a parser's complaint about a broken body quotes that body, and a
 * broken body may be half a secret.
 */
function describeError(error: SdkError): Answer {
  const isServices = error.$fault !== undefined && error.message !== 'UnknownError';
  return {
    said: {
      errorName: textIn(error.name),
      message: isServices ? textIn(error.message) : undefined,
      contentType: textIn(error.$response?.headers?.['content-type']),
      requestId: textIn(error.$metadata?.requestId),
    },
    errorCode: errorCodeOf(error),
    status: error.$metadata?.httpStatusCode ?? null,
  };
}

/** The SDK copies what a body has to the error, of whatever type it is. */
const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
