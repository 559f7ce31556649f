import { defineCheck } from '../../../model/check.ts';
import { servesTarget } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { listOf } from '../../../words/list-of.ts';
import { callByName } from '../../steps/elsewhere.ts';
import { nonEndpointAddresses, severityOn } from '../support/paths.ts';
import { NO_ADDRESS_EXPLAINS, RESOLVES_ELSEWHERE_EXPLAINS } from '../support/wrong-address.ts';

const { ordinary, fips } = SERVICE.endpointServices;
const FIPS = `${fips}.`;

/**
 * AWS_USE_FIPS_ENDPOINT makes SDKs call `SERVICE-fips.REGION…`. That is another name and another endpoint service: the
 * private DNS of the ordinary endpoint does not answer it, and in most Regions the name does not exist at all.
 * Source: Secrets Manager endpoints and quotas, General Reference; PrivateLink guide, services that integrate.
 */
export default defineCheck({
  code: 'dns/fips-name-uncovered',
  title: "AWS_USE_FIPS_ENDPOINT makes SDKs call a name that the endpoint doesn't serve",
  healthy: 'the endpoint serves the name that SDKs call',
  needs: ['environment', 'serviceDns', 'paths', 'target'],
  wants: ['expectedEndpoint'],
  evaluate({ environment, serviceDns: { host, system }, paths, target, expectedEndpoint }) {
    if (!environment.usesFips || !host.startsWith(FIPS)) return 'not-applicable';
    const isFips = target.endpoint.dnsNames.some((name) => name.includes(`.${FIPS}`));
    if (isFips || servesTarget(expectedEndpoint?.ServiceName, target)) return 'ok';
    const { outside, elsewhere } = nonEndpointAddresses(paths);
    const strangers = [...outside, ...elsewhere];
    const isAbsent = system.outcome === 'name-not-found' || system.outcome === 'no-address';
    if (strangers.length === 0 && !isAbsent) return 'ok';
    const answer = isAbsent ? "doesn't exist here" : `resolves to ${listOf(strangers.map((path) => path.address))}`;
    return [
      {
        summary: `AWS_USE_FIPS_ENDPOINT makes SDKs call ${host}, which ${answer}: an endpoint of ${ordinary} only serves the ordinary name.`,
        severity: isAbsent ? 'blocking' : severityOn(paths),
        on: 'all',
        // The endpoint's own addresses are probed under a name that its certificate does not have.
        explains: [
          ...(['endpoint/wrong-service', 'dns/endpoint-absent', 'tls/wrong-host'] as const),
          ...(isAbsent ? NO_ADDRESS_EXPLAINS : RESOLVES_ELSEWHERE_EXPLAINS),
        ],
        resources: [host],
        evidence: [
          { fact: 'environment', path: 'usesFips', shows: 'AWS_USE_FIPS_ENDPOINT: true' },
          {
            fact: 'serviceDns',
            path: 'system.outcome',
            shows: `getaddrinfo for ${host}: ${system.code ?? system.outcome}`,
          },
        ],
        steps: [callByName("Unset AWS_USE_FIPS_ENDPOINT, if FIPS endpoints aren't required")],
        alternatives: [
          {
            say: `Create an interface endpoint of ${fips} with private DNS, if the Region has that service`,
            affects: 'vpc-names',
            undo: 'Delete the endpoint (aws ec2 delete-vpc-endpoints)',
            permissions: ['ec2:CreateVpcEndpoint'],
            terraform: 'aws_vpc_endpoint',
            cdk: 'InterfaceVpcEndpoint',
            effect: 'redirects',
          },
        ],
      },
    ];
  },
});
