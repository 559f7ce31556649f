/** The caller's mistake: the message says what was given and what is accepted. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Our mistake: a state that the code promised could not be. */
export class BugError extends Error {
  override readonly name = 'BugError';
}
