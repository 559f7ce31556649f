import { meaningOf } from '../../../errors/refusals.ts';
import { CHECKED_CODES, type Code } from '../../../model/codes.ts';
import type { SecretRead } from '../../../model/probes.ts';
import type { Scope } from '../../../model/problem.ts';
import type { Target } from '../../../model/run.ts';

const REFUSALS: readonly Code[] = ['secret/not-found', ...CHECKED_CODES.filter((code) => code.startsWith('iam/'))];

/**
 * What follows where the Region that is asked can't have what is asked for: IAM is asked before existence, so that a denial is about
 * nothing either. In a refusal of another kind the service may complain about the id itself.
 */
export const refusalsOf = (secret: SecretRead | undefined): readonly Code[] =>
  secret?.outcome === 'refused' ? [...REFUSALS, 'service/unexpected-answer'] : REFUSALS;

/**
 * Whether the service has a secret by what was asked for. IAM is asked first, so that a denial doesn't tell; an answer about the
 * secret's key, versions or deletion does.
 */
export function isThere(secret: SecretRead | undefined): 'yes' | 'no' | 'not-known' {
  if (secret?.outcome === 'read') return 'yes';
  const meaning = secret ? meaningOf(secret) : null;
  if (meaning === 'secret/not-found') return 'no';
  return meaning?.startsWith('secret/') || meaning?.startsWith('kms/') ? 'yes' : 'not-known';
}

/** Everyone who asks for it; the verifier alone where it is its own canary. */
export const whoAsks = ({ identity, canary }: Target): Scope =>
  identity === 'verifier' && canary ? 'verifier' : 'all';
