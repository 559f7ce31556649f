import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/secret/partial-arn.ts';
import { judged } from '../../../../lib/diagnose/judge.ts';
import { changeEnvironment } from '../../../../lib/diagnose/steps/elsewhere.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { configured, HEALTHY_CONFIGURATION, inspected } from '../../../support/configuration.ts';
import { factsOf, refusal, target } from '../../../support/world.ts';

const START = 'arn:aws:secretsmanager:eu-west-2:111122223333:secret:';
const MISSING = refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
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
      says: [`${START}prod-backup lacks`, 'looks for prod.', `The ARN is ${START}prod-backup-AbCdEf`],
    },
  ],
});

test('is undecided where nobody asked the service', () => {
  expect(evaluate(check, inspected(partial))).toEqual({ undecided: expect.stringContaining("isn't known") });
});

test('explains that no secret is found', () => {
  const [run] = judged(factsOf(configured({ ...partial, secret: MISSING })));
  expect(run?.analysis.causes.map(({ code }) => code)).toEqual(['secret/partial-arn']);
});
