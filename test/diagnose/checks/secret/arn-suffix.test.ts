import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/secret/arn-suffix.ts';
import { judged } from '../../../../lib/diagnose/judge.ts';
import { changeEnvironment } from '../../../../lib/diagnose/steps/elsewhere.ts';
import type { Observations } from '../../../../lib/model/facts.ts';
import { unseen } from '../../../../lib/model/observation.ts';
import type { Problem } from '../../../../lib/model/problem.ts';
import { hasRandomEnding } from '../../../../lib/services/secret-id.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { configured, HEALTHY_CONFIGURATION, inspected } from '../../../support/configuration.ts';
import { factsOf, notAllowedBy, refusal, target, type WorldChange } from '../../../support/world.ts';

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
    {
      when: 'the service found it by that ARN, marked for deletion',
      world: configured({
        ...recreated,
        secret: refusal('InvalidRequestException', 'the secret because it was marked for deletion.'),
      }),
    },
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
      when: 'the ARN was copied with its placeholder',
      world: configured({
        ...asking(`${START}prod/db-XXXXXX`),
        ...described(`${START}prod/db-NewOne`),
        secret: MISSING,
      }),
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

const swallows = (change: WorldChange) =>
  judged(factsOf(configured({ ...recreated, ...change })))[0]?.analysis.causes.map(({ code }) => code);
const ofWord = { ...asking(`${START}app-config`), ...described(`${START}app-Xy12Zz`) };

test.each([
  [
    'a policy denies the call, whether or not there is such a secret',
    { secret: notAllowedBy('identity-based policy') },
  ],
  ['the service was throttling', { secret: refusal('ThrottlingException', 'Rate exceeded') }],
  ['the six characters are a word, and no secret is there', { ...ofWord, secret: MISSING }],
  ['they are a word, and a policy denies the call', { ...ofWord, secret: notAllowedBy('identity-based policy') }],
])('is undecided, and sends nobody to the namesake, where %s', (_, change) => {
  expect(evaluate(check, configured({ ...recreated, ...change }))).toEqual({
    undecided: expect.stringContaining("isn't known"),
  });
  expect(swallows(change)).toHaveLength(1);
  expect(swallows(change)).not.toContain('secret/arn-suffix');
});

test('is undecided where nobody asked the service', () => {
  for (const world of [inspected(recreated), inspected(ofWord)])
    expect(evaluate(check, world)).toEqual({ undecided: expect.stringContaining("isn't known") });
});

test.each(['app-config', 'app-Backup', 'app-MASTER', 'app-202611', 'app-prod01', 'app'])(
  'a name may end so: %s',
  (name) => expect(hasRandomEnding(START + name)).toBe(false),
);

test.each(['app-OldOne', 'app-AbCdEf', 'app-x7Q2mP', 'app-XXXXXX'])('hardly any name ends so: %s', (name) =>
  expect(hasRandomEnding(START + name)).toBe(true),
);

test.each([6, 20, 40, 100])('its summary has no more than 300 characters, of a name of %i', (length) => {
  const name = 'n'.repeat(length);
  const change = { ...asking(`${START}${name}-OldOne`), ...described(`${START}${name}-NewOne`), secret: MISSING };
  const [problem] = evaluate(check, configured(change)) as readonly Problem[];
  expect(problem?.summary.length).toBeLessThanOrEqual(300);
  expect(problem?.summary).toContain(`${START}${name}-NewOne`);
});
