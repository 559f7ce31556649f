import { defineCheck } from '../../../model/check.ts';
import { SERVICE } from '../../../services/index.ts';
import { lookAt } from '../../looks.ts';
import { nonEndpointAddresses } from '../support/paths.ts';

/**
 * The secret arrived, and the socket that carried it was connected to an address outside the VPC: the call left through a
 * NAT gateway or internet gateway. Everything looks healthy to the workload, until the NAT goes away, the bill comes, or a
 * policy with aws:SourceVpce denies.
 */
export default defineCheck({
  code: 'path/public-via-nat',
  title: 'The secret was read over the internet, not through the endpoint',
  healthy: "the secret wasn't read over the internet",
  needs: ['secret', 'paths'],
  evaluate({ secret, paths }) {
    if (secret.outcome !== 'read') return 'not-applicable';
    const path = paths.find((one) => one.address === secret.remoteAddress);
    if (!path || !nonEndpointAddresses(paths).outside.includes(path)) return 'ok';
    return [
      {
        summary: `${SERVICE.operation} was answered by ${path.address}, a public address: the call left the VPC and bypassed the endpoint.`,
        severity: 'degrading',
        on: [path.id],
        resources: [path.address],
        evidence: [{ fact: 'secret', path: 'remoteAddress', shows: `the call's connection went to ${path.address}` }],
        steps: [],
        looks: [
          lookAt(
            "Find out why the service's name doesn't resolve to the endpoint; once it does, a policy with aws:SourceVpce keeps calls on it",
          ),
        ],
      },
    ];
  },
});
