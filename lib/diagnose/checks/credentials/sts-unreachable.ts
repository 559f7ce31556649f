import type { CredentialsOutcome } from '../../../model/credentials.ts';
import { isPrivateAddress } from '../../../net/private-ranges.ts';
import { SERVICE } from '../../../services/index.ts';
import { credentialsSaid } from '../../../words/credentials.ts';
import { lookAt } from '../../looks.ts';
import { allowEndpointIngress, createEndpointOf } from '../../steps/credentials.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { credentialCheck, type FailedLoad } from '../support/credential-check.ts';

/** What AWS SDKs call where AWS_STS_REGIONAL_ENDPOINTS is `legacy`; private DNS of an endpoint never covers it outside us-east-1. */
const isGlobal = ({ credentials, target }: FailedLoad): boolean =>
  credentials.host === 'sts.amazonaws.com' && target.region !== 'us-east-1';

const isPrivate = ({ credentials }: FailedLoad): boolean =>
  credentials.addresses.length > 0 && credentials.addresses.every(isPrivateAddress);

/**
 * A role for a web identity (IRSA) or of a profile is asked of STS before anything is signed. An isolated subnet has a way to STS only by
 * an interface endpoint of its own.
 * Sources: EKS User Guide, "Deploy private clusters with limited internet access"; AWS SDKs Reference Guide, "AWS STS Regional endpoints".
 */
export default credentialCheck({
  code: 'credentials/sts-unreachable',
  title: "STS can't be reached, so no credentials could be loaded",
  healthy: 'STS was reached',
  sources: ['web-identity', 'assumed-role'],
  summary: (failed) => `${SERVICE.operation} was never sent: ${credentialsSaid(failed.credentials)}. ${whyOf(failed)}`,
  repair: (failed) => {
    const { credentials, target } = failed;
    const endpoint = createEndpointOf('sts', target);
    if (isGlobal(failed)) {
      const say = 'Set AWS_STS_REGIONAL_ENDPOINTS=regional, so that SDKs call STS in this Region';
      return { steps: [changeEnvironment(say), ...endpoint] };
    }
    const look = LOOKS[credentials.outcome];
    if (look) return { steps: [], looks: [lookAt(look, 'workload')] };
    return { steps: isPrivate(failed) ? [allowEndpointIngress('STS', target)] : endpoint };
  },
});

/** Where something else than a closed or missing way may be behind it. */
const LOOKS: Readonly<Partial<Record<CredentialsOutcome, string>>> = {
  'name-not-resolved':
    "Resolve STS's name with the resolver of this host and with Amazon's at 169.254.169.253, and compare",
  refused: 'Find out who has the address, and what refuses connections on the path',
  'not-secured': "See which certificate is shown for STS's name here, and who issued it",
  unanswered: 'Look for a proxy or firewall on the path that lets connections open and drops what follows',
};

const WHY: Readonly<Partial<Record<CredentialsOutcome, string>>> = {
  'name-not-resolved': "The resolver of this host doesn't know STS's name.",
  refused: 'Something at that address or on the path refuses it.',
  'not-secured': 'Something else answers in its place, or cuts the connection.',
  unanswered: 'Something on the path drops what follows.',
};

function whyOf(failed: FailedLoad): string {
  const { credentials, target } = failed;
  if (isGlobal(failed))
    return "No endpoint's private DNS serves the global name outside us-east-1; the regional one is needed.";
  const why = WHY[credentials.outcome];
  if (why) return why;
  return isPrivate(failed)
    ? 'The address is private: an STS endpoint is there, and its security group, a network ACL or a route blocks the way.'
    : `The address is public: no STS endpoint with private DNS serves this VPC in ${target.region}, and there is no way out.`;
}
