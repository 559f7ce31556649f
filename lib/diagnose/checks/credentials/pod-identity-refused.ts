import { SERVICE } from '../../../services/index.ts';
import { credentialsSaid } from '../../../words/credentials.ts';
import { lookAt } from '../../looks.ts';
import { associateServiceAccount, createEndpointOf, startAgain } from '../../steps/credentials.ts';
import { eksAuthEndpointService, eksAuthHost } from '../../steps/endpoint-services.ts';
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
        : `The service account has no association, its role doesn't trust pods.eks.amazonaws.com, or the agent can't reach ${eksAuthHost(target.region)}.`
    }`,
  repair: ({ credentials, target }) => {
    if (credentials.status === null)
      return {
        steps: [startAgain('Start the pod again, so that EKS mounts the token that the variable names')],
      };
    return {
      steps: [associateServiceAccount()],
      alternatives: createEndpointOf(eksAuthEndpointService(target.region)),
      looks: [lookAt('Read the log of the agent on this node: it names what the EKS Auth API answered', 'anywhere')],
    };
  },
});
