import { defineCheck } from '../../../model/check.ts';
import { secretIdOf } from '../../../model/target.ts';
import { isNamesake, namesInArn, regionInArn } from '../../../services/secret-id.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { refusalsOf, whoAsks } from '../support/not-this-secret.ts';

/**
 * Secrets Manager puts six random characters behind the name in an ARN, and others where a secret of the same name is created again.
 * A whole ARN with other characters is no secret's. Source: Secrets Manager User Guide, "What's in a Secrets Manager secret?".
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
    if (secret?.outcome === 'read') return 'ok';
    if (!isNamesake(arn, secretId) || regionInArn(arn) !== region) return 'ok';
    const name = namesInArn(arn).at(-1) ?? '';
    return [
      {
        summary: `There is no ${secretIdOf(target)}: the secret ${name} in that account and Region is ${arn}.`,
        severity: 'blocking',
        on: whoAsks(target),
        explains: refusalsOf(secret),
        resources: [secretIdOf(target), arn],
        evidence: [{ fact: 'secretDescription', path: 'arn', shows: `${name} is ${arn}` }],
        steps: [changeEnvironment(`Ask for ${arn}, or in its own account for the name ${name}`)],
      },
    ];
  },
});
