import type { CredentialsOutcome } from '../../../model/credentials.ts';
import type { Step } from '../../../model/step.ts';
import { SERVICE } from '../../../services/index.ts';
import { credentialsSaid } from '../../../words/credentials.ts';
import { lookAt } from '../../looks.ts';
import { allowEndpointIngress, createEndpointOf } from '../../steps/credentials.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { stsEndpointService, stsRegionOf } from '../../steps/endpoint-services.ts';
import { credentialCheck, type FailedLoad } from '../support/credential-check.ts';

/** What AWS SDKs call where AWS_STS_REGIONAL_ENDPOINTS is `legacy`; private DNS of an endpoint never covers it outside us-east-1. */
const isGlobal = ({ credentials, target }: FailedLoad): boolean =>
  credentials.host === 'sts.amazonaws.com' && target.region !== 'us-east-1';

/** A profile or variable may name another Region than the one whose secret is read; an endpoint serves its own alone. */
const isElsewhere = ({ credentials, target, isAtEndpoint }: FailedLoad): boolean => {
  const region = stsRegionOf(credentials.host);
  return !isAtEndpoint && region !== null && region !== target.region;
};

/** Neither a name of STS nor one of an endpoint's own. */
const isForeign = ({ credentials: { host } }: FailedLoad): boolean =>
  stsEndpointService(host) === null && !/\.vpce\.amazonaws\.com(\.cn)?$/.test(host ?? '');

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
    const { credentials, target, isAtEndpoint } = failed;
    if (isGlobal(failed)) return { steps: callHere('AWS_STS_REGIONAL_ENDPOINTS=regional', target) };
    const look = LOOKS[credentials.outcome];
    if (look) return { steps: [], looks: [lookAt(look, 'workload')] };
    if (isForeign(failed))
      return { steps: [], looks: [lookAt('See what AWS_ENDPOINT_URL_STS and the endpoint_url of the profile name')] };
    if (isElsewhere(failed)) return { steps: callHere(`AWS_REGION=${target.region}, in the profile too`, target) };
    if (isAtEndpoint) return { steps: [allowEndpointIngress('STS', target)] };
    const service = stsEndpointService(credentials.host);
    return { steps: service === null ? [] : createEndpointOf(service) };
  },
});

/** STS in this Region, and an endpoint of it. */
const callHere = (setting: string, { region }: FailedLoad['target']): readonly Step[] => [
  changeEnvironment(`Set ${setting}, so that SDKs call STS in this Region`),
  ...createEndpointOf(stsEndpointService(`sts.${region}.amazonaws.com`) ?? 'STS'),
];

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
  const { credentials, target, isAtEndpoint } = failed;
  if (isGlobal(failed))
    return "No endpoint's private DNS serves the global name outside us-east-1; the regional one is needed.";
  const why = WHY[credentials.outcome];
  if (why) return why;
  if (isForeign(failed)) return "That is no name of STS's own: a variable or the profile names it.";
  if (isAtEndpoint)
    return 'The address is private or in this VPC: an STS endpoint is there, and its security group, a network ACL or a route blocks it.';
  return isElsewhere(failed)
    ? `That is STS of another Region, which no endpoint in ${target.region} serves, and nothing comes back from there.`
    : "The address is public: no STS endpoint's private DNS serves this host, and nothing comes back from there.";
}
