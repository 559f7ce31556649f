import { defineCheck } from '../../../model/check.ts';
import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { hasEnding, isSecretAsked, namesInArn, regionInArn } from '../../../services/secret-id.ts';
import { fitting } from '../../../words/fitting.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { isThere, whoAsks } from '../support/not-this-secret.ts';

/**
 * An ARN may be given without its six characters; but where the name itself ends in a hyphen and six characters, those are taken for
 * the ARN's, and a secret of a shorter name is looked for. Source: Secrets Manager User Guide, "Find a secret from a partial ARN".
 */
export default defineCheck({
  code: 'secret/partial-arn',
  title: "The ARN lacks its last six characters, and the secret's name looks as if it had them",
  healthy: 'no end of a name is taken for the end of the ARN',
  needs: ['target', 'secretDescription'],
  wants: ['secret'],
  evaluate({ target, secret, secretDescription: { arn } }) {
    const { secretId, region } = target;
    if (secretId === null || regionInArn(secretId) !== region || !hasEnding(secretId)) return 'not-applicable';
    const there = isThere(secret);
    if (there === 'yes') return 'ok';
    if (arn === secretId || !isSecretAsked(arn, secretId)) return 'ok';
    if (there === 'not-known')
      return { undecided: `the secret is ${arn}, and whether it's found without the last six characters isn't known` };
    const name = namesInArn(arn).at(-1) ?? '';
    const shorter = namesInArn(secretId).at(-1) ?? '';
    return [
      {
        summary: fitting(
          `The ARN lacks its last six characters. ${SERVICE.name} takes ${name.slice(shorter.length)}, the end of the name ${name}, for them, and looks for ${shorter}. The whole ARN is ${arn}.`,
          `The ARN lacks its last six characters, and ${SERVICE.name} takes the end of the name for them. The whole ARN is ${arn}.`,
        ),
        severity: 'blocking',
        on: whoAsks(target),
        explains: ['secret/not-found'],
        resources: [secretIdOf(target), arn],
        evidence: [{ fact: 'secretDescription', path: 'arn', shows: `${name} is ${arn}` }],
        steps: [changeEnvironment(`Ask for the whole ARN, ${arn}, or in its own account for the name ${name}`)],
      },
    ];
  },
});
