import { defineCheck } from '../../../model/check.ts';
import { shortList } from '../../../words/list-of.ts';
import { changeAnswer } from '../../steps/names.ts';
import { describePaths, nonEndpointAddresses, severityOn } from '../support/paths.ts';
import { looksAtZones } from '../support/resolvers.ts';
import { WRONG_ADDRESS_EXPLAINS } from '../support/wrong-address.ts';

/**
 * The name resolves to an address that may be private, yet is none of the endpoint's: a record in a private hosted zone
 * left from an endpoint that was recreated, an alias to another VPC's endpoint, a proxy, or a hosts file.
 */
export default defineCheck({
  code: 'dns/private-not-endpoint',
  title: "The service's name resolves to an address that is not the endpoint's",
  healthy: "the service's name resolves to no other private address than the endpoint's",
  needs: ['paths', 'serviceDns', 'expectedAddresses', 'target'],
  wants: ['vpc'],
  evaluate({ paths, serviceDns, expectedAddresses, target, vpc }) {
    if (!paths.some((path) => path.inDnsAnswer)) return 'not-applicable';
    const { elsewhere } = nonEndpointAddresses(paths);
    if (elsewhere.length === 0) return 'ok';
    const own = shortList(expectedAddresses.map((one) => one.address));
    return [
      {
        summary: `${serviceDns.host} resolves to ${describePaths(elsewhere)}; the endpoint's addresses are ${own}.`,
        severity: severityOn(paths),
        on: elsewhere.map((path) => path.id),
        explains: WRONG_ADDRESS_EXPLAINS,
        resources: [serviceDns.host, ...(target.endpoint.vpcEndpointId ? [target.endpoint.vpcEndpointId] : [])],
        evidence: [
          {
            fact: 'serviceDns',
            path: 'system.addresses',
            shows: `getaddrinfo: ${shortList(serviceDns.system.addresses)}`,
          },
        ],
        candidates: [
          {
            cause: 'dns/phz-stale-ip',
            why: 'a private hosted zone still has the addresses of an endpoint that was recreated',
          },
          {
            cause: 'dns/phz-alias-foreign',
            why: "a private hosted zone points to another VPC's endpoint, perhaps on purpose",
          },
          { cause: 'dns/hosts-file', why: '/etc/hosts of this host or image has an entry for the service' },
        ],
        steps: [
          changeAnswer(
            'Replace the fixed address with an alias to the endpoint, or remove the record and turn on private DNS',
          ),
        ],
        looks: looksAtZones(vpc, target),
      },
    ];
  },
});
