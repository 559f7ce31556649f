import { test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/dns/record-ip-type.ts';
import type { VpcEndpoint } from '../../../../lib/model/aws.ts';
import { checkTable } from '../../../support/check-table.ts';
import {
  configured,
  ENDPOINT_ID,
  endpoint,
  HEALTHY_CONFIGURATION,
  inspected,
  SUBNETS,
  subnet,
  UNNAMED,
} from '../../../support/configuration.ts';
import { expectUndecided } from '../../../support/public-answer-world.ts';
import { ENI_A_IPV6, ENI_B_IPV6, HOST, resolvesTo, tcp, type WorldChange } from '../../../support/world.ts';

const OWN = HEALTHY_CONFIGURATION.source;
const blocks = [{ Ipv6CidrBlock: '2001:db8:0:107::/64' }];

const giving = (DnsRecordIpType: string, over: Partial<VpcEndpoint> = {}): WorldChange => ({
  vpcEndpoints: [endpoint({ IpAddressType: 'dualstack', DnsOptions: { DnsRecordIpType }, ...over })],
});
const withSubnet = (over: Parameters<typeof subnet>[3]): WorldChange => ({
  subnets: [subnet('subnet-client', '10.0.7.0/24', 'a', over), ...SUBNETS.slice(1)],
});
const DUAL_STACK = withSubnet({ Ipv6CidrBlockAssociationSet: blocks });
const V6_ONLY = withSubnet({ CidrBlock: undefined, Ipv6CidrBlockAssociationSet: blocks });
const NO_IPV6 = { outcome: 'unreachable', code: 'ENETUNREACH' } as const;

checkTable(check, {
  healthy: configured(),
  silent: [{ when: 'there is no endpoint', world: inspected({ vpcEndpoints: [], target: UNNAMED }) }],
  nearMiss: [
    { when: 'it gives both', world: inspected(giving('dualstack')) },
    { when: 'the service decides what it gives', world: inspected(giving('service-defined')) },
    { when: 'it gives the family that the client has', world: inspected(giving('ipv4')) },
    { when: 'the client has both families', world: inspected({ ...giving('ipv6'), ...DUAL_STACK }) },
    { when: 'the endpoint has one family alone', world: inspected(giving('ipv6', { IpAddressType: 'ipv6' })) },
    {
      when: 'private DNS is off, so that the name is another',
      world: inspected(giving('ipv6', { PrivateDnsEnabled: false })),
    },
    { when: 'a connection opens all the same', world: configured(giving('ipv6')) },
  ],
  reporting: [
    {
      when: 'it gives IPv6 alone, and the client has IPv4 alone',
      world: inspected(giving('ipv6')),
      problems: [{ severity: 'degrading', on: 'all', resources: [ENDPOINT_ID], isPrediction: true }],
      says: [ENDPOINT_ID, HOST, 'IPv6 records only', 'IPv4 alone'],
    },
    {
      when: 'it gives IPv4 alone, and the client has IPv6 alone',
      world: inspected({ ...giving('ipv4'), ...V6_ONLY }),
      problems: [{ severity: 'degrading' }],
      says: ['IPv4 records only', 'IPv6 alone'],
    },
    {
      when: 'the subnet has both, and the function is not allowed to use IPv6',
      world: inspected({ ...giving('ipv6'), ...DUAL_STACK, source: { ...OWN, usesIpv6: false } }),
      problems: [{ severity: 'degrading' }],
      says: ['IPv4 alone'],
    },
    {
      when: "the host's own addresses are IPv4, whatever its subnet has",
      world: inspected({ ...giving('ipv6'), ...DUAL_STACK, source: { ...OWN, addresses: ['10.0.7.9'] } }),
      problems: [{ severity: 'degrading' }],
      says: ['IPv4 alone'],
    },
    {
      when: 'the host says that it has no route there',
      world: configured({
        ...giving('ipv6'),
        serviceDns: resolvesTo([ENI_A_IPV6, ENI_B_IPV6]),
        tcp: [tcp(ENI_A_IPV6, NO_IPV6), tcp(ENI_B_IPV6, NO_IPV6)],
      }),
      problems: [{ severity: 'degrading', isPrediction: false }],
      says: ['IPv6 records only'],
    },
  ],
});

test("where the client's subnets are not known, it is undecided", () => {
  expectUndecided(check, inspected({ ...giving('ipv6'), subnets: [] }));
});
