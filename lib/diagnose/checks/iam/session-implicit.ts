import { denialCheck } from '../support/denial-check.ts';

/** Whoever assumed the role passed a session policy; the session has only what both allow. */
export default denialCheck({
  code: 'iam/session-implicit',
  title: 'The session was opened without the permission to read the secret',
  healthy: 'the session includes the call',
  kind: 'session',
  effect: 'implicit',
  fixes: () => [
    { say: 'Widen the session policy where the role is assumed (the Policy or PolicyArns given to AssumeRole)' },
  ],
});
