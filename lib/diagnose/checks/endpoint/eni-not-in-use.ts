import { defineCheck, outcomeOf } from '../../../model/check.ts';
import { changeZones } from '../../steps/elsewhere.ts';
import { idsTo } from '../support/paths.ts';

/**
 * One of the endpoint's interfaces isn't attached: nothing answers at its address, and DNS still gives it to clients.
 * Source: EC2 API Reference, NetworkInterface, Status; Reachability Analyzer, BAD_STATE.
 */
export default defineCheck({
  code: 'endpoint/eni-not-in-use',
  title: "One of the endpoint's network interfaces isn't in use",
  healthy: "all of the endpoint's network interfaces are in use",
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
      // One that is being attached will be in use in a moment.
      if (addresses.length === 0 || !Status || Status === 'in-use' || Status === 'attaching' || isOpen) return [];
      return [
        {
          summary: `${NetworkInterfaceId} (${[addresses.join(', '), AvailabilityZone].filter(Boolean).join(' in ')}) is ${Status}, not in-use: nothing answers at its address.`,
          severity: 'degrading',
          on: idsTo(addresses, paths),
          explains: ['path/packets-dropped', 'path/interface-silent', 'path/contradicts-configuration'],
          resources: [NetworkInterfaceId],
          evidence: [{ fact: 'networkInterfaces', path: `[${at}].Status`, shows: `Status: ${Status}` }],
          steps: [
            changeZones(
              `Remove the subnet of ${NetworkInterfaceId} from the endpoint and add it back, which creates a new interface`,
              'Not needed: the old interface carried no traffic',
            ),
          ],
        } as const,
      ];
    });
    return outcomeOf(problems);
  },
});
