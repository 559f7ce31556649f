import { SERVICE } from '../../../services/index.ts';
import { credentialsSaid } from '../../../words/credentials.ts';
import { lookAt } from '../../looks.ts';
import { givePodRole, instanceMetadata } from '../../steps/credentials.ts';
import { credentialCheck, type FailedLoad } from '../support/credential-check.ts';

/**
 * Nothing else gives credentials here, so the SDK asks instance metadata, and is not answered. With a hop limit of 1 the answer with the
 * token ends before it reaches a container; metadata that is turned off answers 403; rules of the host drop packets.
 * Sources: EC2 User Guide, "Configure the instance metadata options"; "Use IMDSv2", HTTP response codes.
 */
export default credentialCheck({
  code: 'credentials/imds-unreachable',
  title: "Instance metadata can't be reached, so no credentials could be loaded",
  healthy: 'instance metadata was reached',
  sources: ['instance-metadata'],
  summary: ({ credentials }) =>
    `${SERVICE.operation} was never sent: ${credentialsSaid(credentials)}. ${whyOf(credentials)}${podSaid(credentials)}`,
  repair: ({ credentials }) => {
    const role = givePodRole();
    const isPod = credentials.runsIn === 'kubernetes-pod';
    if (credentials.outcome === 'unanswered') {
      const hops = instanceMetadata(
        'Let answers of instance metadata pass one more hop, to containers: a hop limit of 2',
      );
      return isPod ? { steps: [role], alternatives: [hops] } : { steps: [hops] };
    }
    if (credentials.status === 403)
      return { steps: [instanceMetadata('Turn instance metadata on: its HTTP endpoint')] };
    return {
      steps: isPod ? [role] : [],
      looks: [
        lookAt('See whether rules of this host, a network policy or a proxy keep 169.254.169.254 from it', 'workload'),
      ],
    };
  },
});

function whyOf({ outcome, status }: FailedLoad['credentials']): string {
  if (outcome === 'unanswered') return 'A hop limit of 1 looks like that from inside a container.';
  if (status === 401) return 'It asks for a token, and the one that was given is not valid.';
  if (status === 403) return "That's how it answers where metadata is turned off.";
  if (outcome === 'denied') return 'It refuses, and says no more.';
  return 'Rules of the host, a network policy or a proxy are in the way, or this is no EC2 instance.';
}

const podSaid = ({ runsIn }: FailedLoad['credentials']): string =>
  runsIn === 'kubernetes-pod' ? ' The pod has no role of its own, neither by IRSA nor by Pod Identity.' : '';
