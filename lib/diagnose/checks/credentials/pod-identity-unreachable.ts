import { SERVICE } from '../../../services/index.ts';
import { credentialsSaid } from '../../../words/credentials.ts';
import { lookAt } from '../../looks.ts';
import { changeHost } from '../../steps/elsewhere.ts';
import { credentialCheck } from '../support/credential-check.ts';

/**
 * The variables of EKS Pod Identity are set, and the agent on the node does not answer. It listens on a link-local address of the node's
 * own: no endpoint and no route is on that way, a network policy or a proxy is.
 * Source: EKS User Guide, "Set up the Amazon EKS Pod Identity Agent".
 */
export default credentialCheck({
  code: 'credentials/pod-identity-unreachable',
  title: "The EKS Pod Identity agent doesn't answer",
  healthy: 'the EKS Pod Identity agent was reached',
  sources: ['pod-identity'],
  summary: ({ credentials }) =>
    `${SERVICE.operation} was never sent: ${credentialsSaid(credentials)}. The agent doesn't run on this node, or something keeps the pod from it.`,
  repair: () => ({
    steps: [
      changeHost(
        'Install the add-on eks-pod-identity-agent on every node, and let pods reach 169.254.170.23 and fd00:ec2::23 on port 80',
        'Remove the add-on again',
      ),
    ],
    looks: [
      lookAt(
        "See whether the agent's pod runs on this node, and whether a network policy forbids link-local addresses",
        'anywhere',
      ),
    ],
  }),
});
