import { defineCheck } from '../../../model/check.ts';
import type { DnsOutcome } from '../../../model/dns.ts';
import { listOf } from '../../../words/list-of.ts';
import { lookAt } from '../../looks.ts';
import { useAmazonResolver } from '../../steps/names.ts';
import { idsTo } from '../support/paths.ts';
import { NO_ADDRESS_EXPLAINS, WRONG_ADDRESS_EXPLAINS } from '../support/wrong-address.ts';

/** Silence and slowness are no different answer; dns/resolver-silent reports them. */
const NO_ANSWER: ReadonlySet<DnsOutcome> = new Set(['silent', 'unreachable', 'unfinished', 'failed']);

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
  needs: ['serviceDns', 'expectedAddresses', 'paths'],
  evaluate({ serviceDns, paths }) {
    const ownerOfAddress = (address: string) => paths.find((path) => path.address === address)?.owner ?? 'unknown';
    const answers = serviceDns.queries.flatMap((query, at) => {
      if (query.type !== 'A' || NO_ANSWER.has(query.outcome)) return [];
      // Addresses whose owner is not known count neither way.
      if (query.addresses.some((address) => ownerOfAddress(address) === 'unknown')) return [];
      const right =
        query.outcome === 'answered' && query.addresses.every((address) => ownerOfAddress(address) === 'endpoint');
      return [{ query, at, right }];
    });
    const right = answers.find((answer) => answer.right);
    const wrong = answers.find((answer) => !answer.right);
    if (!right || !wrong) return 'ok';
    const wrongAddresses = [...new Set(answers.flatMap(({ query }) => query.addresses))].filter(
      (address) => ownerOfAddress(address) === 'other',
    );
    // What else fails at the endpoint's own addresses is a fault of its own.
    const onAddresses = serviceDns.system.outcome === 'answered' && wrongAddresses.length > 0;
    const said = ({ query }: typeof right) => (query.addresses.length > 0 ? listOf(query.addresses) : query.outcome);
    return [
      {
        summary: `For ${serviceDns.host}, ${right.query.server} answered ${said(right)} (the endpoint) and ${wrong.query.server} answered ${said(wrong)}.`,
        severity: 'degrading',
        on: onAddresses ? idsTo(wrongAddresses, paths) : 'all',
        explains: onAddresses ? WRONG_ADDRESS_EXPLAINS : NO_ADDRESS_EXPLAINS,
        resources: [...new Set([right.query.server, wrong.query.server])],
        evidence: [right, wrong].map((answer) => ({
          fact: 'serviceDns',
          path: `queries[${answer.at}].outcome`,
          shows: `${answer.query.server}: ${said(answer)}`,
        })),
        candidates: [
          { cause: 'dns/mixed-resolvers', why: 'the DHCP options list AmazonProvidedDNS beside other servers' },
          { cause: 'dns/stale-cache', why: 'the endpoint or its zone changed within the last minutes' },
        ],
        steps: [
          {
            ...useAmazonResolver(),
            say: 'Name one kind of resolver in the DHCP options: only AmazonProvidedDNS, or only servers that forward to it',
          },
        ],
        looks: [lookAt("Read the VPC's DHCP options (ec2:DescribeDhcpOptions)")],
      },
    ];
  },
});
