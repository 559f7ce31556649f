import { secretIdOf } from '../../../model/target.ts';
import { putValue } from '../../steps/secrets.ts';
import { answerCheck, unlessCanary } from '../support/answer-check.ts';
import { secretCommand } from '../support/secret-command.ts';

/** The secret exists and has no value under AWSCURRENT: created without a value, as CloudFormation and Terraform may do. */
export default answerCheck({
  code: 'secret/no-awscurrent',
  title: 'The secret exists but has no current value',
  healthy: 'the secret has a current value',
  summary: ({ target }) => `${secretIdOf(target)} exists, but none of its versions has the label AWSCURRENT.`,
  on: unlessCanary,
  repair: ({ target }) => ({
    steps: [putValue()],
    looks: [
      {
        say: "List the secret's versions and their labels",
        run: secretCommand(target, 'describe', '--query', 'VersionIdsToStages'),
        from: 'anywhere',
      },
    ],
  }),
});
