import { isPrivateAddress } from '../../../net/private-ranges.ts';
import { SERVICE } from '../../../services/index.ts';
import { credentialsSaid } from '../../../words/credentials.ts';
import { lookAt } from '../../looks.ts';
import { allowEndpointIngress, createEndpointOf } from '../../steps/credentials.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { credentialCheck, type FailedLoad } from '../support/credential-check.ts';

/** What AWS SDKs call where AWS_STS_REGIONAL_ENDPOINTS is `legacy`; private DNS of an endpoint never covers it outside us-east-1. */
const isGlobal = ({ credentials }: FailedLoad): boolean => credentials.host === 'sts.amazonaws.com';

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
    const regional = changeEnvironment('Set AWS_STS_REGIONAL_ENDPOINTS=regional, so that SDKs call STS in this Region');
    const endpoint = createEndpointOf('sts', target);
    if (isGlobal(failed)) return { steps: [regional, ...endpoint] };
    if (credentials.outcome === 'not-secured')
      return {
        steps: [],
        looks: [lookAt(`See which certificate ${credentials.host} shows here, and who issued it`, 'workload')],
      };
    return { steps: isPrivate(failed) ? [allowEndpointIngress('STS', target)] : endpoint };
  },
});

function whyOf(failed: FailedLoad): string {
  const { credentials, target } = failed;
  if (isGlobal(failed))
    return "No endpoint's private DNS serves the global name outside us-east-1; the regional one is needed.";
  if (credentials.outcome === 'name-not-resolved') return "The VPC's resolver doesn't know STS's name.";
  if (credentials.outcome === 'not-secured') return 'Something else answers in its place, or cuts the connection.';
  if (credentials.addresses.length === 0) return '';
  return isPrivate(failed)
    ? 'The address is private: an STS endpoint is there, and its security group, a network ACL or a route blocks the way.'
    : `The address is public: no STS endpoint with private DNS serves this VPC in ${target.region}, and there is no way out.`;
}
