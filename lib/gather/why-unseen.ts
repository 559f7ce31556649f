import { type Unseen, type UnseenReason, unseen } from '../model/observation.ts';
import { errorCodeOf } from './probes/error-code.ts';

const reasonOf: Readonly<Record<string, UnseenReason>> = {
  AccessDenied: 'denied',
  AccessDeniedException: 'denied',
  UnauthorizedOperation: 'denied',
  AbortError: 'timed-out',
  TimeoutError: 'timed-out',
  ETIMEDOUT: 'timed-out',
};

/** From an error to the reason why a fact is missing. Unknown names stay visible; messages, which may quote data, do not. */
export function whyUnseen(error: unknown): Unseen {
  const name = (error as { name?: string } | null)?.name ?? 'unknown error';
  const code = errorCodeOf(error);
  return unseen(reasonOf[code ?? ''] ?? reasonOf[name] ?? 'failed', code === null ? name : `${name} (${code})`);
}
