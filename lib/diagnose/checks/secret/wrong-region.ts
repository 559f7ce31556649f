import { type CheckInputs, defineCheck, type Outcome } from '../../../model/check.ts';
import type { Evidence } from '../../../model/problem.ts';
import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { regionInArn, replicaArn } from '../../../services/secret-id.ts';
import { fitting } from '../../../words/fitting.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { areOfOnePartition, replicateSecret } from '../../steps/secrets.ts';
import { isThere, refusalsOf, whoAsks } from '../support/not-this-secret.ts';

type Known = Pick<CheckInputs, 'target'> & {
  readonly [N in 'secret' | 'secretDescription']?: CheckInputs[N] | undefined;
};

/**
 * A secret is in one Region, and in others as a replica, which has an ARN of its own there. SDKs send the call to the Region that
 * they are configured for, whatever Region the ARN names, and the service there has no such secret.
 * Source: Secrets Manager User Guide, "Replicate secrets across Regions".
 */
export default defineCheck({
  code: 'secret/wrong-region',
  title: 'The secret is in another Region than the one that is asked',
  healthy: 'the secret is asked for in its own Region',
  needs: ['target'],
  wants: ['secret', 'secretDescription'],
  evaluate(known) {
    const { target, secret, secretDescription: description } = known;
    const { region, secretId } = target;
    if (secretId === null) return 'not-applicable';
    const there = isThere(secret);
    if (there === 'yes') return 'ok';
    const named = regionInArn(secretId);
    if (named !== null)
      return named === region
        ? 'ok'
        : problemOf(known, secretId, { fact: 'target', path: 'secretId', shows: `its ARN names ${named}` });
    const described = description && regionInArn(description.arn);
    if (!described || described === region || description.replicaRegions?.includes(region)) return 'ok';
    // Another one may have the same name here: only the service itself knows.
    if (there === 'not-known')
      return { undecided: `${secretId} is in ${described}; whether ${region} has a secret of that name isn't known` };
    const shows = `${secretId} is ${description.arn}`;
    return problemOf(known, description.arn, { fact: 'secretDescription', path: 'arn', shows });
  },
});

function problemOf({ target, secret, secretDescription }: Known, arn: string, evidence: Evidence): Outcome {
  const { region } = target;
  const home = regionInArn(arn) ?? '';
  const replica = replicaArn(arn, region);
  const isReplicated =
    secretDescription?.arn === replica || secretDescription?.replicaRegions?.includes(region) === true;
  const isOfPartition = areOfOnePartition(arn, target);
  return [
    {
      summary: fitting(
        `${secretIdOf(target)} is in ${home}, and ${SERVICE.name} in ${region} only has the secrets of ${region}${
          isReplicated ? `; its replica there is ${replica}` : ''
        }.`,
        `The secret is in ${home}, and ${SERVICE.name} in ${region} only has the secrets of ${region}${
          isReplicated ? '; it has a replica there' : ''
        }.`,
      ),
      severity: 'blocking',
      on: whoAsks(target),
      explains: refusalsOf(secret),
      resources: [secretIdOf(target)],
      evidence: [evidence],
      steps: [
        changeEnvironment(
          isReplicated
            ? `Ask for the replica in ${region}: ${replica}`
            : `Correct what the program asks for: a secret in ${region}, or the Region ${home}, by an endpoint there${
                isOfPartition ? '' : ' and with credentials of an account in its partition'
              }`,
        ),
      ],
      ...(!isReplicated && isOfPartition ? { alternatives: [replicateSecret(arn, home, region)] } : {}),
      looks:
        isReplicated || !isOfPartition
          ? []
          : [
              {
                say: `Check whether it has a replica in ${region}, whose ARN is then ${replica}`,
                run: [
                  ...['aws', SERVICE.id, SERVICE.commands.describe, '--region', home, '--secret-id', arn],
                  ...['--query', 'ReplicationStatus'],
                ],
                from: 'anywhere',
              },
            ],
    },
  ];
}
