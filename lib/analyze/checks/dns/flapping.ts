import { defineCheck } from '../../../model/check.ts';
import { listOf } from '../support/paths.ts';

/**
 * The same question gets the endpoint's addresses one time and others the next: DHCP options that list AmazonProvidedDNS
 * beside other servers, or a private hosted zone that just changed. Different orders, and different parts of the
 * endpoint's own set, are ordinary rotation.
 * Source: VPC User Guide, "DHCP option sets": do not mix AmazonProvidedDNS with other servers.
 */
export default defineCheck({
  code: 'dns/flapping',
  title: "The service's name resolves to the endpoint only some of the time",
  healthy: 'repeated lookups agree',
  needs: ['serviceDns', 'expectedAddresses'],
  evaluate({ serviceDns, expectedAddresses }) {
    const isExpected = (address: string) => expectedAddresses.some((one) => one.address === address);
    const answers = serviceDns.queries.flatMap((query, at) =>
      query.type === 'A' && query.outcome === 'answered'
        ? [{ query, at, right: query.addresses.every(isExpected) }]
        : [],
    );
    const right = answers.find((answer) => answer.right);
    const wrong = answers.find((answer) => !answer.right);
    if (!right || !wrong) return 'ok';
    return [
      {
        summary: `${serviceDns.host} resolved to the endpoint (${listOf(right.query.addresses)}) at ${right.query.server}, and to ${listOf(wrong.query.addresses)} at ${wrong.query.server}.`,
        severity: 'degrading',
        on: 'all',
        explains: ['dns/public-answer', 'dns/private-not-endpoint', 'path/public-via-nat'],
        resources: [...new Set([right.query.server, wrong.query.server])],
        evidence: [right, wrong].map(({ query, at }) => ({
          fact: 'serviceDns',
          path: `queries[${at}].addresses`,
          shows: `${query.server}: ${listOf(query.addresses)}`,
        })),
        candidates: [
          { cause: 'dns/mixed-resolvers', why: 'the DHCP options list AmazonProvidedDNS beside other servers' },
          { cause: 'dns/stale-cache', why: 'the endpoint or its zone changed within the last minutes' },
        ],
        wouldDecide: "the VPC's DHCP options (ec2:DescribeDhcpOptions)",
        fixes: [
          {
            say: 'Use one kind of resolver in the DHCP options: AmazonProvidedDNS alone, or servers that all forward to it',
          },
        ],
      },
    ];
  },
});
