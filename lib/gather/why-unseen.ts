import { isErrorName } from '../errors/names.ts';
import { UNSEEN_REASONS } from '../errors/node-codes.ts';
import { type Unseen, unseen } from '../model/observation.ts';
import { errorCodeOf } from './probes/error-code.ts';

/** From an error to the reason why a fact is missing. Messages, and names that are no known ones, may quote data: they do not show. */
export function whyUnseen(error: unknown): Unseen {
  const { name } = (error ?? {}) as { readonly name?: unknown };
  const code = errorCodeOf(error);
  const said = typeof name === 'string' ? name : '';
  const shown = isErrorName(said) ? said : `an unknown error (its name has ${said.length} characters)`;
  return unseen(
    UNSEEN_REASONS[code ?? ''] ?? UNSEEN_REASONS[said] ?? 'failed',
    code === null ? shown : `${shown} (${code})`,
  );
}
