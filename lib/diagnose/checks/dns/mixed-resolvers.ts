import { defineCheck } from '../../../model/check.ts';
import { listOf } from '../../../words/list-of.ts';
import { useAmazonResolver } from '../../steps/names.ts';
import { resolversIn } from '../support/resolvers.ts';

/**
 * The DHCP options list Amazon's resolver beside others. Hosts ask any of them, and only Amazon's knows the endpoint by
 * itself: an answer then depends on which server was asked.
 * Source: VPC User Guide, "DHCP option sets", domain-name-servers: do not mix.
 */
export default defineCheck({
  code: 'dns/mixed-resolvers',
  title: "The DHCP options mix Amazon's resolver with other servers",
  healthy: 'the DHCP options name one kind of resolver',
  needs: ['dhcpOptions', 'vpc'],
  evaluate({ dhcpOptions, vpc }) {
    const { amazon, own, all } = resolversIn(dhcpOptions, vpc);
    if (amazon.length === 0 || own.length === 0) return 'ok';
    const id = dhcpOptions?.DhcpOptionsId ?? 'the DHCP options';
    return [
      {
        summary: `${id} of ${vpc.VpcId} lists ${listOf(all)}: what the service's name resolves to depends on which one is asked.`,
        severity: 'advisory',
        on: 'all',
        explains: ['dns/flapping'],
        resources: [id],
        evidence: [{ fact: 'dhcpOptions', path: 'DhcpConfigurations', shows: `domain-name-servers: ${listOf(all)}` }],
        steps: [
          {
            ...useAmazonResolver(),
            say: 'Name one kind of resolver in the DHCP options: only AmazonProvidedDNS, or only servers that forward to it',
          },
        ],
      },
    ];
  },
});
