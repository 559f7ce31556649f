import { SERVICE } from '../../../services/index.ts';
import { credentialsSaid } from '../../../words/credentials.ts';
import { lookAt } from '../../looks.ts';
import { changeHost } from '../../steps/elsewhere.ts';
import { credentialCheck, type FailedLoad } from '../support/credential-check.ts';

/**
 * ECS names a task's role by a path at 169.254.170.2, which the container agent answers on the host itself. A task without a task role has
 * no such variable: this is another fault.
 * Source: ECS Developer Guide, "Amazon ECS task IAM role".
 */
export default credentialCheck({
  code: 'credentials/container-unreachable',
  title: "The container credentials endpoint doesn't answer",
  healthy: 'the container credentials endpoint was reached',
  sources: ['container'],
  summary: ({ credentials }) =>
    `${SERVICE.operation} was never sent: ${credentialsSaid(credentials)}. ${
      isAgentOfEcs(credentials)
        ? "The container agent on this host doesn't run, or rules of the host or a proxy keep the task from it."
        : "AWS_CONTAINER_CREDENTIALS_FULL_URI names it: what gives credentials there doesn't run, or something keeps this program from it."
    }`,
  repair: ({ credentials }) =>
    isAgentOfEcs(credentials)
      ? {
          steps: [
            changeHost(
              'Start the container agent, and let containers reach 169.254.170.2 on port 80',
              'Take the rule back',
            ),
          ],
          looks: [
            lookAt(
              'See whether the variable AWS_CONTAINER_CREDENTIALS_RELATIVE_URI was copied from somewhere else than ECS',
              'workload',
            ),
          ],
        }
      : {
          steps: [
            changeHost(
              `Start what gives credentials at ${credentials.host}, and let this program reach it`,
              'Stop it again',
            ),
          ],
          looks: [lookAt('See what sets AWS_CONTAINER_CREDENTIALS_FULL_URI, and whether it was copied', 'workload')],
        },
});

/** Its address on every host. Any other is one that somebody chose. */
const isAgentOfEcs = ({ host }: FailedLoad['credentials']): boolean => host === '169.254.170.2';
