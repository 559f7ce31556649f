import { defineCheck } from '../../../model/check.ts';
import type { Target } from '../../../model/run.ts';
import type { Look } from '../../../model/step.ts';
import { listOf, shortList } from '../../../words/list-of.ts';
import { describeEndpoint } from '../../looks.ts';
import { nonEndpointAddresses, severityOn } from '../support/paths.ts';
import { WRONG_ADDRESS_EXPLAINS } from '../support/wrong-address.ts';

/**
 * With private DNS on, the VPC's resolver answers the service's public name with the endpoint's private addresses. A
 * public answer means that this subnet's resolver doesn't know the endpoint: without NAT the packets go nowhere, with
 * NAT they leave the VPC and the call works, around the endpoint.
 * Whether an address is public is not a question of its range: VPCs may use any. It counts as public when it is outside
 * every CIDR of the VPC and not an address of the endpoint.
 * Source: PrivateLink guide, "Access AWS services through an interface VPC endpoint", private DNS.
 */
export default defineCheck({
  code: 'dns/public-answer',
  title: "The service's name resolves to public addresses, not to the endpoint",
  healthy: "the service's name does not resolve to public addresses",
  needs: ['paths', 'serviceDns', 'target'],
  wants: ['vpc'],
  evaluate({ paths, serviceDns, target, vpc }) {
    if (!paths.some((path) => path.inDnsAnswer)) return 'not-applicable';
    const { outside } = nonEndpointAddresses(paths);
    if (outside.length === 0) return 'ok';
    const addresses = outside.map((path) => path.address);
    return [
      {
        summary: `${serviceDns.host} resolves to ${listOf(addresses)}: outside the VPC (${shortList(target.endpoint.vpcCidrs)}), and not the endpoint's.`,
        severity: severityOn(paths),
        on: outside.map((path) => path.id),
        explains: WRONG_ADDRESS_EXPLAINS,
        resources: [serviceDns.host, ...(target.endpoint.vpcEndpointId ? [target.endpoint.vpcEndpointId] : [])],
        evidence: [
          {
            fact: 'serviceDns',
            path: 'system.addresses',
            shows: `getaddrinfo: ${listOf(serviceDns.system.addresses)}`,
          },
        ],
        candidates: [
          { cause: 'dns/private-dns-off', why: 'private DNS is off for the endpoint (the default of several tools)' },
          {
            cause: 'dns/vpc-hostnames-off',
            why: 'enableDnsHostnames is off for the VPC (the default outside the default VPC)',
          },
          ...(paths.some((path) => path.owner === 'endpoint')
            ? []
            : [{ cause: 'dns/endpoint-absent', why: 'the VPC has no endpoint for the service' } as const]),
          { cause: 'dns/custom-resolver', why: 'a resolver of your own forwards the name to the internet' },
          {
            cause: 'endpoint/wrong-vpc',
            why: 'the endpoint is in another VPC, and no private hosted zone points to it',
          },
          { cause: 'endpoint/pending', why: 'the endpoint is still being created' },
          { cause: 'endpoint/failed', why: "the endpoint couldn't be created" },
          { cause: 'endpoint/wrong-service', why: 'the endpoint belongs to another service' },
        ],
        // Which setting it is decides what to turn on, and turning on the wrong one may cut off what works.
        steps: [],
        looks: looksAt(target, vpc?.VpcId),
      },
    ];
  },
});

/** What to switch on is known only where the settings were read; then their own findings say it. */
function looksAt({ endpoint, region }: Target, vpcId: string | undefined): readonly Look[] {
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
