import { isErrorName } from '../diagnose/errors/names.ts';
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

/** From an error to the reason why a fact is missing. Messages, and names that are no known ones, may quote data: they do not show. */
export function whyUnseen(error: unknown): Unseen {
  const { name } = (error ?? {}) as { readonly name?: unknown };
  const code = errorCodeOf(error);
  const said = typeof name === 'string' ? name : '';
  const shown = isErrorName(said) ? said : `an error whose name of ${said.length} characters is not known`;
  return unseen(reasonOf[code ?? ''] ?? reasonOf[said] ?? 'failed', code === null ? shown : `${shown} (${code})`);
}
