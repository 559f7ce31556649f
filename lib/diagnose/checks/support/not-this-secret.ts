import { CHECKED_CODES, type Code } from '../../../model/codes.ts';
import type { SecretRead } from '../../../model/probes.ts';
import type { Scope } from '../../../model/problem.ts';
import type { Target } from '../../../model/run.ts';

const REFUSALS: readonly Code[] = ['secret/not-found', ...CHECKED_CODES.filter((code) => code.startsWith('iam/'))];

/**
 * What follows where what is asked for is no secret here: IAM is asked before existence, so that a denial is about nothing either. In
 * a refusal of another kind the service may complain about the id itself.
 */
export const refusalsOf = (secret: SecretRead | undefined): readonly Code[] =>
  secret?.outcome === 'refused' ? [...REFUSALS, 'service/unexpected-answer'] : REFUSALS;

/** Everyone who asks for it; the verifier alone where it is its own canary. */
export const whoAsks = ({ identity, canary }: Target): Scope =>
  identity === 'verifier' && canary ? 'verifier' : 'all';
