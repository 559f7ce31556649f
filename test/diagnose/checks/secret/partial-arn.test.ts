import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/secret/partial-arn.ts';
import { judged } from '../../../../lib/diagnose/judge.ts';
import { changeEnvironment } from '../../../../lib/diagnose/steps/elsewhere.ts';
import type { Problem } from '../../../../lib/model/problem.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { configured, HEALTHY_CONFIGURATION, inspected } from '../../../support/configuration.ts';
import { factsOf, notAllowedBy, refusal, target } from '../../../support/world.ts';

const START = 'arn:aws:secretsmanager:eu-west-2:111122223333:secret:';
const MISSING = refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
const NO_VALUE = "Secrets Manager can't find the specified secret value";
const MARKED = refusal(
  'InvalidRequestException',
  "You can't perform this operation on the secret because it was marked for deletion.",
);
const asking = (secretId: string) => ({ target: target({ canary: false, secretId }) });
const described = (arn: string) => ({ secretDescription: { ...HEALTHY_CONFIGURATION.secretDescription, arn } });
const partial = { ...asking(`${START}prod-backup`), ...described(`${START}prod-backup-AbCdEf`) };

checkTable(check, {
  healthy: configured(),
  silent: [{ when: 'the ARN is whole, and no secret is there', world: configured({ secret: MISSING }) }],
  nearMiss: [
    {
      when: 'the ARN is partial, and the name has no such end',
      world: configured({ ...asking(`${START}prod/db`), ...described(`${START}prod/db-AbCdEf`), secret: MISSING }),
    },
    {
      when: 'a name with such an end was asked for',
      world: configured({ ...partial, ...asking('prod-backup'), secret: MISSING }),
    },
    {
      when: 'the ARN is whole, and the name has such an end',
      world: configured({ ...partial, ...asking(`${START}prod-backup-AbCdEf`), secret: MISSING }),
    },
    { when: 'the secret was read all the same', world: configured(partial) },
    ...[
      ['is marked for deletion', MARKED] as const,
      ['has no value', refusal('ResourceNotFoundException', `${NO_VALUE} for staging label: AWSCURRENT`)] as const,
      ["is under a key that isn't allowed", refusal('AccessDeniedException', 'Access to KMS is not allowed')] as const,
    ].map(([found, secret]) => ({
      when: `the service found it by the partial ARN: it ${found}`,
      world: configured({ ...partial, secret }),
    })),
  ],
  reporting: [
    {
      when: "the name's end is taken for the ARN's",
      world: configured({ ...partial, secret: MISSING }),
      problems: [
        {
          severity: 'blocking',
          on: 'all',
          steps: [
            changeEnvironment(
              `Ask for the whole ARN, ${START}prod-backup-AbCdEf, or in its own account for the name prod-backup`,
            ),
          ],
        },
      ],
      says: [
        'takes -backup, the end of the name prod-backup,',
        'looks for prod.',
        `The whole ARN is ${START}prod-backup-AbCdEf`,
      ],
    },
  ],
});

test.each([
  ['nobody asked the service', inspected(partial)],
  ...[
    ['IAM denied it, which says nothing of a secret', notAllowedBy('identity-based policy')] as const,
    ['the service was throttling', refusal('ThrottlingException', 'Rate exceeded')] as const,
    ['the credentials had expired', refusal('ExpiredTokenException', 'The security token is expired')] as const,
  ].map(([when, secret]) => [when, configured({ ...partial, secret })] as const),
])('is undecided where %s', (_, world) => {
  expect(evaluate(check, world)).toEqual({ undecided: expect.stringContaining("isn't known") });
});

test('a secret that is marked for deletion is restored by the ARN that found it, and nothing says that it finds another', () => {
  const [run] = judged(factsOf(configured({ ...partial, secret: MARKED })));
  expect(run?.analysis.causes.map(({ code, steps }) => [code, steps.length])).toEqual([
    ['secret/scheduled-deletion', 1],
  ]);
});

test.each([6, 20, 40, 100])('its summary has no more than 300 characters, of a name of %i', (length) => {
  const name = `${'n'.repeat(length)}-backup`;
  const world = configured({ ...asking(START + name), ...described(`${START}${name}-AbCdEf`), secret: MISSING });
  const [problem] = evaluate(check, world) as readonly Problem[];
  expect(problem?.summary.length).toBeLessThanOrEqual(300);
  expect(problem?.summary).toContain(`${START}${name}-AbCdEf`);
});

test('explains that no secret is found', () => {
  const [run] = judged(factsOf(configured({ ...partial, secret: MISSING })));
  expect(run?.analysis.causes.map(({ code }) => code)).toEqual(['secret/partial-arn']);
});
