import { denialCheck } from '../support/denial-check.ts';

/** A Deny statement in the session policy given to AssumeRole applies. */
export default denialCheck({
  code: 'iam/session-explicit',
  title: 'The session policy forbids reading the secret',
  healthy: 'the session policy forbids nothing',
  kind: 'session',
  effect: 'explicit',
  fixes: () => [{ say: 'Find the Deny statement in the session policy where the role is assumed' }],
});
