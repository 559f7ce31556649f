import { defineCheck, outcomeOf } from '../../../model/check.ts';
import { idsTo } from '../support/paths.ts';

/**
 * An interface of the endpoint is not attached: nothing answers at its address, and DNS still gives it to clients.
 * Source: EC2 API Reference, NetworkInterface, Status; Reachability Analyzer, BAD_STATE.
 */
export default defineCheck({
  code: 'endpoint/eni-not-in-use',
  title: 'A network interface of the endpoint is not in use',
  healthy: 'every network interface of the endpoint is in use',
  needs: ['networkInterfaces', 'expectedEndpoint'],
  wants: ['paths'],
  evaluate({ networkInterfaces, expectedEndpoint, paths = [] }) {
    if (expectedEndpoint === null) return 'not-applicable';
    const own = networkInterfaces.flatMap((one, at) =>
      expectedEndpoint.NetworkInterfaceIds.includes(one.NetworkInterfaceId) ? [{ one, at }] : [],
    );
    const problems = own.flatMap(({ one, at }) => {
      const { NetworkInterfaceId, PrivateIpAddress, Ipv6Addresses, Status, AvailabilityZone } = one;
      const addresses = [PrivateIpAddress, ...Ipv6Addresses.map((other) => other.Ipv6Address)].filter(
        (address) => address !== undefined,
      );
      const isOpen = paths.some((path) => addresses.includes(path.address) && path.tcp === 'open');
      // One that is being attached is on its way to be in use.
      if (addresses.length === 0 || !Status || Status === 'in-use' || Status === 'attaching' || isOpen) return [];
      return [
        {
          summary: `${NetworkInterfaceId} (${[addresses.join(', '), AvailabilityZone].filter(Boolean).join(' in ')}) is ${Status}: nothing answers at its address.`,
          severity: 'degrading',
          on: idsTo(addresses, paths),
          explains: ['path/packets-dropped', 'path/interface-silent', 'path/contradicts-configuration'],
          resources: [NetworkInterfaceId],
          evidence: [{ fact: 'networkInterfaces', path: `[${at}].Status`, shows: `Status: ${Status}` }],
          fixes: [
            {
              say: `Remove the subnet of ${NetworkInterfaceId} from the endpoint and add it again, to get a new interface`,
            },
          ],
        } as const,
      ];
    });
    return outcomeOf(problems);
  },
});
