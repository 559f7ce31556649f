import { defineCheck } from '../../../model/check.ts';
import type { IpFamily } from '../../../net/cidr.ts';
import { networkOf } from '../../network-of.ts';
import { sourcePlaces } from '../../predicted-paths.ts';
import { giveFamily } from '../../steps/families.ts';
import { publishBothRecords } from '../../steps/names.ts';
import { mayWork } from '../support/paths.ts';

/** The family whose records alone an endpoint's private DNS name gives; `dualstack` and `service-defined` give what there is. */
const ONLY: Readonly<Record<string, IpFamily>> = { ipv4: 4, ipv6: 6 };

/**
 * The endpoint has addresses of both families, and its name gives records of the one that the client does not have. An endpoint of
 * one family alone is endpoint/iptype-mismatch.
 * Source: EC2 API Reference, DnsOptions, DnsRecordIpType.
 */
export default defineCheck({
  code: 'dns/record-ip-type',
  title: "The endpoint's name only has records of an address family that the client lacks",
  healthy: "the endpoint's name has records of an address family that the client has",
  needs: ['vpcEndpoints', 'expectedEndpoint', 'target'],
  wants: ['sourceHere', 'subnets', 'paths'],
  evaluate({ vpcEndpoints, expectedEndpoint, target, sourceHere, subnets, paths = [] }) {
    if (expectedEndpoint === null) return 'not-applicable';
    const { VpcEndpointId, DnsOptions, IpAddressType, PrivateDnsEnabled } = expectedEndpoint;
    const only = ONLY[DnsOptions?.DnsRecordIpType ?? ''];
    if (only === undefined || IpAddressType !== 'dualstack' || PrivateDnsEnabled !== true) return 'ok';
    if (paths.some((path) => path.inDnsAnswer && mayWork(path))) return 'ok';
    if (!sourceHere || !subnets) return { undecided: "the client's address families aren't known" };
    const own = new Set(sourcePlaces(sourceHere, networkOf({ subnets })).map(({ addresses }) => addresses.family));
    if (own.size === 0) return { undecided: "the client's address families aren't known" };
    if (own.has(only)) return 'ok';
    const at = vpcEndpoints.findIndex((one) => one.VpcEndpointId === VpcEndpointId);
    return [
      {
        summary: `${VpcEndpointId} has both address families, but private DNS gives ${target.host} IPv${only} records only, and the client has IPv${only === 4 ? 6 : 4} alone.`,
        severity: 'degrading',
        on: 'all',
        explains: ['path/unreachable', 'dns/no-address'],
        resources: [VpcEndpointId],
        evidence: [
          {
            fact: 'vpcEndpoints',
            path: `[${at}].DnsOptions.DnsRecordIpType`,
            shows: `DnsRecordIpType: ${DnsOptions?.DnsRecordIpType}`,
          },
        ],
        isPrediction: paths.length === 0,
        steps: [publishBothRecords(VpcEndpointId, target.region)],
        alternatives: [giveFamily(only === 4 ? 'IPv4' : 'IPv6', sourceHere, subnets)],
      },
    ];
  },
});
