import { SERVICE } from '../../../services/index.ts';
import { credentialsSaid } from '../../../words/credentials.ts';
import { lookAt } from '../../looks.ts';
import { createEndpointOf } from '../../steps/credentials.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { credentialCheck } from '../support/credential-check.ts';

/**
 * The agent answers, and gives no credentials. It asks the EKS Auth API for them, which in a private cluster needs an endpoint of its own; and
 * that API gives them only to a service account that an association names.
 * Source: EKS User Guide, "Set up the Amazon EKS Pod Identity Agent", considerations.
 */
export default credentialCheck({
  code: 'credentials/pod-identity-refused',
  title: 'The EKS Pod Identity agent gives no credentials',
  healthy: 'the EKS Pod Identity agent gave credentials',
  sources: ['pod-identity'],
  summary: ({ credentials, target }) =>
    `${SERVICE.operation} was never sent: ${credentialsSaid(credentials)}. ${
      credentials.status === null
        ? "The pod's token isn't there."
        : `The service account has no association, its role doesn't trust pods.eks.amazonaws.com, or the agent can't reach eks-auth.${target.region}.api.aws.`
    }`,
  repair: ({ credentials, target }) => {
    if (credentials.status === null)
      return {
        steps: [changeEnvironment('Start the pod again, so that EKS mounts the token that the variable names')],
      };
    return {
      steps: [
        changeEnvironment(
          'Associate the service account with a role that trusts pods.eks.amazonaws.com, and start the pod again',
        ),
      ],
      alternatives: createEndpointOf('eks-auth', target),
      looks: [lookAt('Read the log of the agent on this node: it names what the EKS Auth API answered', 'anywhere')],
    };
  },
});
