import { defineCheck } from '../../../model/check.ts';
import type { DnsOutcome } from '../../../model/dns.ts';
import { listOf } from '../../../words/list-of.ts';
import { changeAnswer, useAmazonResolver } from '../../steps/names.ts';
import { idsTo } from '../support/paths.ts';
import { NO_ADDRESS_EXPLAINS, WRONG_ADDRESS_EXPLAINS } from '../support/wrong-address.ts';

const NO_ANSWER: ReadonlySet<DnsOutcome> = new Set(['silent', 'unreachable', 'unfinished']);

/**
 * Amazon's resolver, asked directly at its fixed address, gives the endpoint's addresses; the resolver configured on
 * this host gives something else. So the endpoint and its private DNS are right, and the DHCP options send the question
 * to a server that does not know them.
 * Source: VPC User Guide, "DHCP option sets", domain-name-servers.
 */
export default defineCheck({
  code: 'dns/custom-resolver',
  title: "Your DNS resolver doesn't know the endpoint; Amazon's does",
  healthy: "the configured resolver agrees with Amazon's",
  needs: ['serviceDns', 'vpcResolverDns', 'expectedAddresses', 'paths'],
  evaluate({ serviceDns, vpcResolverDns, expectedAddresses, paths }) {
    const isExpected = (address: string) => expectedAddresses.some((one) => one.address === address);
    const amazons = vpcResolverDns.queries.flatMap((query) => query.addresses);
    if (amazons.length === 0 || !amazons.every(isExpected)) return 'not-applicable';
    if (serviceDns.system.addresses.some(isExpected)) return 'ok';
    // Addresses whose owner is not known may be the endpoint's too.
    const isOther = (address: string) => paths.some((path) => path.address === address && path.owner === 'other');
    if (!serviceDns.system.addresses.every(isOther)) return 'not-applicable';
    // Where the servers themselves are right, the difference arises on this host: dns/hosts-file.
    if (serviceDns.queries.some((query) => query.addresses.some(isExpected))) return 'ok';
    // No answer is not a different answer: a resolver that is silent may know the endpoint very well.
    const spoke = serviceDns.queries.some((query) => query.type === 'A' && !NO_ANSWER.has(query.outcome));
    if (!spoke || NO_ANSWER.has(serviceDns.system.outcome)) return 'not-applicable';
    const servers = [...new Set(serviceDns.queries.map((query) => query.server))];
    const answered = serviceDns.system.addresses;
    const said = answered.length > 0 ? listOf(answered) : serviceDns.system.outcome;
    return [
      {
        summary: `${listOf(servers)} answered ${said} for ${serviceDns.host}; Amazon's resolver answered ${listOf(amazons)}, the endpoint's addresses.`,
        severity: answered.length > 0 ? 'degrading' : 'blocking',
        on: answered.length > 0 ? idsTo(answered, paths) : 'all',
        explains: answered.length > 0 ? WRONG_ADDRESS_EXPLAINS : NO_ADDRESS_EXPLAINS,
        resources: servers,
        evidence: [
          { fact: 'serviceDns', path: 'system.outcome', shows: `the configured resolver: ${said}` },
          { fact: 'vpcResolverDns', path: 'queries[0].addresses', shows: `Amazon's resolver: ${listOf(amazons)}` },
        ],
        steps: [
          changeAnswer(
            `Forward the service's domain from ${listOf(servers)} to a Route 53 Resolver inbound endpoint of this VPC`,
          ),
        ],
        alternatives: [useAmazonResolver()],
      },
    ];
  },
});
