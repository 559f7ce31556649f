import { defineCheck } from '../../../model/check.ts';
import { SERVICE } from '../../../services/index.ts';
import { nonEndpointAddresses } from '../support/paths.ts';

/**
 * The secret arrived, and the socket that carried it was connected to an address outside the VPC: the call left through a
 * NAT gateway or internet gateway. Everything looks healthy to the workload, until the NAT goes away, the bill comes, or a
 * policy with aws:SourceVpce denies.
 */
export default defineCheck({
  code: 'path/public-via-nat',
  title: 'The secret was read over the internet, around the endpoint',
  healthy: 'the secret did not come over the internet',
  needs: ['secret', 'paths'],
  evaluate({ secret, paths }) {
    if (secret.outcome !== 'read') return 'not-applicable';
    const path = paths.find((one) => one.address === secret.remoteAddress);
    if (!path || !nonEndpointAddresses(paths).outside.includes(path)) return 'ok';
    return [
      {
        summary: `${SERVICE.operation} was answered by ${path.address}, a public address: the call left the VPC and did not use the endpoint.`,
        severity: 'degrading',
        on: [path.id],
        resources: [path.address],
        evidence: [
          { fact: 'secret', path: 'remoteAddress', shows: `the carrying socket's remote address: ${path.address}` },
        ],
        fixes: [
          {
            say: "Make the service's name resolve to the endpoint; a policy with aws:SourceVpce then keeps it that way",
          },
        ],
      },
    ];
  },
});
