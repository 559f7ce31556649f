import { defineCheck } from '../../../model/check.ts';
import type { ObservedPath } from '../../../model/observed-path.ts';
import type { Candidate } from '../../../model/problem.ts';
import type { Target } from '../../../model/run.ts';
import type { Look } from '../../../model/step.ts';
import { listOf, shortList } from '../../../words/list-of.ts';
import { describeEndpoint, listHostedZones } from '../../looks.ts';
import { isInAnotherVpc, mayWork, nonEndpointAddresses, severityOn } from '../support/paths.ts';
import { WRONG_ADDRESS_EXPLAINS } from '../support/wrong-address.ts';

/**
 * With private DNS on, the VPC's resolver answers the service's public name with the endpoint's private addresses. A
 * public answer means that this subnet's resolver doesn't know the endpoint: without NAT the packets go nowhere, with
 * NAT they leave the VPC and the call works, around the endpoint.
 * Whether an address is public is not a question of its range: VPCs may use any. It counts as public when it is outside
 * every CIDR of the VPC and not an address of the endpoint. Where nobody knows either, public ranges of both families that answer
 * nothing are the service's own addresses, as far as anybody can tell, and the sentence says so.
 * Source: PrivateLink guide, "Access AWS services through an interface VPC endpoint", private DNS.
 */
export default defineCheck({
  code: 'dns/public-answer',
  title: "The service's name resolves to public addresses, not to the endpoint",
  healthy: "the service's name does not resolve to public addresses",
  needs: ['paths', 'serviceDns', 'target'],
  wants: ['vpc', 'vpcCidrs'],
  evaluate({ paths, serviceDns, target, vpc, vpcCidrs = [] }) {
    if (!paths.some((path) => path.inDnsAnswer)) return 'not-applicable';
    const { outside } = nonEndpointAddresses(paths);
    const astray = outside.length > 0 ? outside : unansweredGuesses(paths);
    if (astray.length === 0) return whoseIsUnknown(paths) ? { undecided: NOBODY_KNOWS } : 'ok';
    const addresses = listOf(astray.map((path) => path.address));
    const why =
      outside.length > 0
        ? `outside the VPC (${shortList(vpcCidrs)}), and not the endpoint's`
        : 'public addresses by their ranges, and no connection to them opens here (pass --vpc-cidr if your VPC has such ranges itself)';
    return [
      {
        summary: `${serviceDns.host} resolves to ${addresses}: ${why}.`,
        severity: severityOn(paths),
        on: astray.map((path) => path.id),
        explains: WRONG_ADDRESS_EXPLAINS,
        resources: [serviceDns.host, ...(target.endpoint.vpcEndpointId ? [target.endpoint.vpcEndpointId] : [])],
        evidence: [
          {
            fact: 'serviceDns',
            path: 'system.addresses',
            shows: `getaddrinfo: ${listOf(serviceDns.system.addresses)}`,
          },
        ],
        candidates: candidatesFor(paths),
        // Which setting it is decides what to turn on, and turning on the wrong one may cut off what works.
        steps: [],
        looks: looksAt(target, vpc?.VpcId, paths),
      },
    ];
  },
});

/** Where nothing tells what is the VPC's, a public answer is one where nothing answers: whoever answers may be an endpoint. */
function unansweredGuesses(paths: readonly ObservedPath[]): readonly ObservedPath[] {
  const carrying = paths.filter(({ inDnsAnswer }) => inDnsAnswer);
  return carrying.some(mayWork) ? [] : carrying.filter(({ looksPublic }) => looksPublic);
}

const NOBODY_KNOWS = "nothing here tells the VPC's ranges or the endpoint's addresses";

const whoseIsUnknown = (paths: readonly ObservedPath[]): boolean =>
  paths.some(({ inDnsAnswer, owner, inVpc }) => inDnsAnswer && owner === 'unknown' && inVpc === null);

const CUSTOM_RESOLVER: Candidate = {
  cause: 'dns/custom-resolver',
  why: 'a resolver of your own forwards the name to the internet',
};

/** In the client's own VPC, private DNS would answer. */
const OF_ITS_OWN_VPC: readonly Candidate[] = [
  { cause: 'dns/private-dns-off', why: 'private DNS is off for the endpoint (the default of several tools)' },
  {
    cause: 'dns/vpc-hostnames-off',
    why: 'enableDnsHostnames is off for the VPC (the default outside the default VPC)',
  },
];

/** Private DNS of an endpoint in another VPC can't help here, whatever its setting. */
function candidatesFor(paths: readonly ObservedPath[]): readonly Candidate[] {
  if (isInAnotherVpc(paths))
    return [
      { cause: 'dns/phz-not-associated', why: "no private hosted zone leads this VPC to the hub's endpoint" },
      { cause: 'endpoint/wrong-vpc', why: 'the endpoint is in another VPC, and its private DNS works there alone' },
      CUSTOM_RESOLVER,
    ];
  const absent: readonly Candidate[] = paths.some((path) => path.owner === 'endpoint')
    ? []
    : [{ cause: 'dns/endpoint-absent', why: 'the VPC has no endpoint for the service' }];
  const isNothingKnown = paths.some(({ looksPublic }) => looksPublic);
  return [
    ...(isNothingKnown ? [...absent, ...OF_ITS_OWN_VPC] : [...OF_ITS_OWN_VPC, ...absent]),
    CUSTOM_RESOLVER,
    { cause: 'dns/phz-not-associated', why: 'the endpoint is in a hub VPC, and no private hosted zone points to it' },
    { cause: 'endpoint/wrong-vpc', why: 'the endpoint is in another VPC' },
    { cause: 'endpoint/pending', why: 'the endpoint is still being created' },
    { cause: 'endpoint/failed', why: "the endpoint couldn't be created" },
    { cause: 'endpoint/wrong-service', why: 'the endpoint belongs to another service' },
  ];
}

/** What to switch on is known only where the settings were read; then their own findings say it. */
function looksAt(target: Target, vpcId: string | undefined, paths: readonly ObservedPath[]): readonly Look[] {
  const { endpoint, region } = target;
  if (isInAnotherVpc(paths)) return vpcId ? [listHostedZones(vpcId, target)] : [];
  return [
    ...describeEndpoint(
      'Check whether private DNS is on for the endpoint',
      { endpoint, region },
      'VpcEndpoints[].[State,PrivateDnsEnabled,VpcId]',
    ),
    ...(vpcId
      ? [
          {
            say: 'Check whether DNS hostnames are on for the VPC',
            run: [
              ...['aws', 'ec2', 'describe-vpc-attribute', '--region', region, '--vpc-id', vpcId],
              ...['--attribute', 'enableDnsHostnames'],
            ],
            from: 'anywhere',
          } as const,
        ]
      : []),
  ];
}
