import { defineCheck } from '../../../model/check.ts';
import type { DnsOutcome } from '../../../model/dns.ts';
import { listOf } from '../../../words/list-of.ts';
import { changeHost } from '../../steps/elsewhere.ts';
import { idsTo } from '../support/paths.ts';
import { NO_ADDRESS_EXPLAINS, WRONG_ADDRESS_EXPLAINS } from '../support/wrong-address.ts';

const NEGATIVE: ReadonlySet<DnsOutcome> = new Set(['name-not-found', 'no-address', 'server-failed']);

/**
 * getaddrinfo, which programs use, says something else than every DNS server configured on this host: an entry in
 * /etc/hosts (container images and old deployments leave them), or a fault in how this host is set up to look names up.
 */
export default defineCheck({
  code: 'dns/hosts-file',
  title: 'Programs on this host get a different answer than its DNS servers give',
  healthy: 'nothing on this host overrides its DNS servers',
  needs: ['serviceDns', 'paths'],
  evaluate({ serviceDns: { host, system, queries }, paths }) {
    const isExpected = (address: string) => paths.some((path) => path.address === address && path.owner === 'endpoint');
    const at = queries.findIndex((query) => query.outcome === 'answered');
    if (at < 0) return 'not-applicable';
    // Different addresses may be mere rotation; the servers must know the endpoint, and this host must not.
    const served = queries.flatMap((query) => query.addresses);
    const isOwn = (address: string) =>
      !served.includes(address) && paths.some((path) => path.address === address && path.owner === 'other');
    const differs = system.outcome === 'answered' && served.some(isExpected) && system.addresses.every(isOwn);
    // A server that fails now and then may have failed when the programs' own lookup asked.
    const steady = queries.every(
      (query) => query.outcome === 'answered' || (query.type === 'AAAA' && query.outcome === 'no-address'),
    );
    if (!differs && !(steady && NEGATIVE.has(system.outcome))) return 'ok';
    const said = differs ? listOf(system.addresses) : `${system.outcome} (${system.code ?? 'no code'})`;
    return [
      {
        summary: `Programs on this host get ${said} for ${host}; the DNS server ${queries[at]?.server} answers ${listOf(queries[at]?.addresses ?? [])}.`,
        severity: differs ? 'degrading' : 'blocking',
        on: differs ? idsTo(system.addresses, paths) : 'all',
        explains: differs ? WRONG_ADDRESS_EXPLAINS : NO_ADDRESS_EXPLAINS,
        resources: [host],
        evidence: [
          { fact: 'serviceDns', path: 'system.outcome', shows: `getaddrinfo: ${said}` },
          {
            fact: 'serviceDns',
            path: `queries[${at}].addresses`,
            shows: `${queries[at]?.server}: ${listOf(queries[at]?.addresses ?? [])}`,
          },
        ],
        candidates: [
          { cause: 'dns/search-domain', why: 'nsswitch.conf, the search list or a local cache changes the question' },
        ],
        steps: [
          {
            ...changeHost(`Remove the entry for ${host} from the hosts file`, 'Put the entry back'),
            effect: 'redirects',
          },
        ],
        looks: [
          { say: 'See what programs on this host get for the name', run: ['getent', 'ahosts', host], from: 'workload' },
        ],
      },
    ];
  },
});
