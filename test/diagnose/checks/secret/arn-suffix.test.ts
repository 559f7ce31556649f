import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/secret/arn-suffix.ts';
import { judged } from '../../../../lib/diagnose/judge.ts';
import { changeEnvironment } from '../../../../lib/diagnose/steps/elsewhere.ts';
import type { Observations } from '../../../../lib/model/facts.ts';
import { unseen } from '../../../../lib/model/observation.ts';
import { checkTable } from '../../../support/check-table.ts';
import { configured, HEALTHY_CONFIGURATION, inspected } from '../../../support/configuration.ts';
import { factsOf, notAllowedBy, refusal, target } from '../../../support/world.ts';

const START = 'arn:aws:secretsmanager:eu-west-2:111122223333:secret:';
const MISSING = refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
const asking = (secretId: string) => ({ target: target({ canary: false, secretId }) });
const described = (arn: string) => ({ secretDescription: { ...HEALTHY_CONFIGURATION.secretDescription, arn } });
const recreated = { ...asking(`${START}prod/db-OldOne`), ...described(`${START}prod/db-NewOne`) };

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'there is no secret of that name', world: configured({ secret: MISSING }) },
    {
      when: 'a name was asked for',
      world: configured({ ...asking('prod/db'), ...described(`${START}prod/db-NewOne`) }),
    },
  ],
  nearMiss: [
    {
      when: 'the ARN has no characters behind the name',
      world: inspected({ ...asking(`${START}prod/db`), ...described(`${START}prod/db-NewOne`) }),
    },
    {
      when: 'the name itself ends in a hyphen and six characters, and the ARN is whole',
      world: inspected({ ...asking(`${START}prod-backup-AbCdEf`), ...described(`${START}prod-backup-AbCdEf`) }),
    },
    { when: 'the secret was read all the same', world: configured(recreated) },
  ],
  reporting: [
    {
      when: 'the service has none of that ARN, and another one of its name',
      world: configured({ ...recreated, secret: MISSING }),
      problems: [
        {
          severity: 'blocking',
          on: 'all',
          resources: [`${START}prod/db-OldOne`, `${START}prod/db-NewOne`],
          steps: [changeEnvironment(`Ask for ${START}prod/db-NewOne, or in its own account for the name prod/db`)],
        },
      ],
      says: [`There is no ${START}prod/db-OldOne`, `prod/db in that account and Region is ${START}prod/db-NewOne`],
    },
    {
      when: 'configuration only, and the ARN was copied with its placeholder',
      world: inspected({ ...asking(`${START}prod/db-XXXXXX`), ...described(`${START}prod/db-NewOne`) }),
      problems: [{ severity: 'blocking' }],
      says: ['prod/db-XXXXXX'],
    },
  ],
});

const otherwise = configured({ ...recreated, secret: MISSING });
const codesIn = (observations: Observations) =>
  judged(factsOf(observations))[0]?.analysis.causes.map(({ code }) => code);

test.each([
  ["another account's", `${START.replace('111122223333', '999988887777')}prod/db-NewOne`],
  ['that of a longer name', `${START}prod/db-two-NewOne`],
])('a secret is not taken for its namesake: %s', (_, arn) => {
  expect(codesIn(configured({ ...recreated, ...described(arn), secret: MISSING }))).toEqual(['secret/not-found']);
  expect(codesIn(otherwise)).toEqual(['secret/arn-suffix']);
});

test('is no more than a suspect where the secret was not described', () => {
  const world = configured({ ...recreated, secretDescription: unseen('denied', 'not allowed'), secret: MISSING });
  const [run] = judged(factsOf(world));
  expect(run?.analysis.causes.map(({ code, candidates = [] }) => [code, candidates.map(({ cause }) => cause)])).toEqual(
    [['secret/not-found', ['secret/arn-suffix', 'secret/partial-arn']]],
  );
});

test('explains that a policy denies an ARN that is no secret', () => {
  const [run] = judged(factsOf(configured({ ...recreated, secret: notAllowedBy('identity-based policy') })));
  expect(run?.analysis.causes.map(({ code }) => code)).toEqual(['secret/arn-suffix']);
});
