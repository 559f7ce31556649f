import { meaningOf } from '../../../errors/refusals.ts';
import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { answerCheck } from '../support/answer-check.ts';
import { denialOf, scopeOfDenial, summaryOf } from '../support/denial-check.ts';
import { secretCommand } from '../support/secret-command.ts';

/**
 * Denied, and the sentence names no policy that has a check of its own: older services and calls across accounts leave the
 * reason out. A bare secret name instead of an ARN hints that the service found no such secret here.
 */
export default answerCheck({
  code: 'iam/no-reason',
  title: 'Access is denied, and AWS does not say by which policy',
  healthy: 'no denial without a reason',
  matches: (secret) => meaningOf(secret) === 'iam/no-reason' && !namesJudgedPolicy(denialOf(secret)),
  summary: (asked) =>
    denialOf(asked.secret)
      ? summaryOf(asked, 'denied, by a policy that AWS does not name')
      : `${SERVICE.name} denied access to ${secretIdOf(asked.target)}.`,
  on: scopeOfDenial,
  candidates: [
    { cause: 'iam/identity-implicit', why: 'the role has no permission for the secret' },
    {
      cause: 'secret/not-found',
      why: 'there is no such secret in this account and region, and IAM is asked before existence',
    },
    {
      cause: 'iam/resource-implicit',
      why: 'the secret is in another account, and its policy does not let the caller in',
    },
  ],
  wouldDecide: `whether the secret exists here (${SERVICE.actions.describe}), and the policies of the role`,
  fixes: ({ target }) => [
    {
      say: 'See whether the secret exists here',
      run: secretCommand(target, 'describe'),
    },
  ],
});

function namesJudgedPolicy(denial: ReturnType<typeof denialOf>): boolean {
  if (!denial?.kind || !denial.effect || denial.kind === 'role trust') return false;
  // Resource control policies only deny; an implicit one is not documented.
  return denial.kind !== 'resource control' || denial.effect === 'explicit';
}
