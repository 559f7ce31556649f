import { defineCheck } from '../../../model/check.ts';
import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { hasRandomEnding, isNamesake, namesInArn, regionInArn } from '../../../services/secret-id.ts';
import { fitting } from '../../../words/fitting.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { isThere, whoAsks } from '../support/not-this-secret.ts';

/**
 * Secrets Manager puts six random characters behind the name in an ARN, and others where a secret of the same name is created again.
 * A whole ARN with other characters is no secret's. But they may belong to the name, of a secret that is gone or that the caller may
 * not see: then the namesake is another secret, which nobody should be sent to. Source: Secrets Manager User Guide, "What's in a Secrets Manager secret?".
 */
export default defineCheck({
  code: 'secret/arn-suffix',
  title: "The secret's ARN ends in six other characters",
  healthy: 'the ARN is that of a secret',
  needs: ['target', 'secretDescription'],
  wants: ['secret'],
  evaluate({ target, secret, secretDescription: { arn } }) {
    const { secretId, region } = target;
    if (secretId === null || regionInArn(secretId) !== region) return 'not-applicable';
    const there = isThere(secret);
    if (there === 'yes') return 'ok';
    if (!isNamesake(arn, secretId) || regionInArn(arn) !== region) return 'ok';
    const name = namesInArn(arn).at(-1) ?? '';
    if (there === 'not-known' || !hasRandomEnding(secretId))
      return {
        undecided: `the secret ${name} is ${arn}, and whether it's meant by ${secretId} isn't known: ${
          there === 'no'
            ? 'the name may end in those six characters'
            : `${SERVICE.name} didn't say that it has no such secret`
        }`,
      };
    return [
      {
        summary: fitting(
          `There is no ${secretIdOf(target)}: the secret ${name} in that account and Region is ${arn}.`,
          `There is no secret of the ARN that is asked for: in that account and Region, its name belongs to ${arn}.`,
        ),
        severity: 'blocking',
        on: whoAsks(target),
        explains: ['secret/not-found'],
        resources: [secretIdOf(target), arn],
        evidence: [{ fact: 'secretDescription', path: 'arn', shows: `${name} is ${arn}` }],
        steps: [changeEnvironment(`Ask for ${arn}, or in its own account for the name ${name}`)],
      },
    ];
  },
});
