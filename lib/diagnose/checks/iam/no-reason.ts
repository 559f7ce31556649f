import { meaningOf } from '../../../errors/refusals.ts';
import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { lookAt } from '../../looks.ts';
import { answerCheck } from '../support/answer-check.ts';
import { denialOf, scopeOfDenial, summaryOf } from '../support/denial-check.ts';
import { secretCommand } from '../support/secret-command.ts';

/**
 * Denied, and the sentence names no policy that has a check of its own: older services and calls across accounts leave the
 * reason out. A bare secret name instead of an ARN hints that the service found no such secret here.
 */
export default answerCheck({
  code: 'iam/no-reason',
  title: "Access is denied, but AWS doesn't say by which policy",
  healthy: 'no unexplained denial',
  matches: (secret) => meaningOf(secret) === 'iam/no-reason' && !namesJudgedPolicy(denialOf(secret)),
  summary: (asked) =>
    denialOf(asked.secret)
      ? summaryOf(asked, "denied, and AWS doesn't name the policy")
      : `${SERVICE.name} denied access to ${secretIdOf(asked.target)}.`,
  on: scopeOfDenial,
  candidates: [
    { cause: 'iam/identity-implicit', why: 'the role has no permission to read the secret' },
    {
      cause: 'secret/not-found',
      why: "the secret doesn't exist in this account and Region: IAM is checked before existence",
    },
    {
      cause: 'iam/resource-implicit',
      why: "the secret is in another account, and its policy doesn't allow the caller",
    },
  ],
  repair: ({ target }) => ({
    steps: [],
    looks: [
      {
        say: 'Check that the secret exists in this account and Region',
        run: secretCommand(target, 'describe'),
        from: 'anywhere',
      },
      lookAt("Read the role's policies"),
    ],
  }),
});

function namesJudgedPolicy(denial: ReturnType<typeof denialOf>): boolean {
  if (!denial?.kind || !denial.effect || denial.kind === 'role trust') return false;
  // Resource control policies only deny; an implicit one is not documented.
  return denial.kind !== 'resource control' || denial.effect === 'explicit';
}
