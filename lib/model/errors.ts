import type { PolicyLayer } from './policy-ruling.ts';

/** The caller's mistake: the message says what was given and what is accepted. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Our mistake: a state that the code promised could not be. */
export class BugError extends Error {
  override readonly name = 'BugError';
}

/** A policy document that AWS can't have stored: whose it is, and where in it the mistake stands. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly layer: PolicyLayer;
  /** As `Statement[0].Effect`; empty where it's the document itself. */
  readonly path: string;

  constructor(layer: PolicyLayer, path: string) {
    super(`Malformed policy (${layer}): ${path === '' ? 'the document' : path}`);
    this.layer = layer;
    this.path = path;
  }
}
