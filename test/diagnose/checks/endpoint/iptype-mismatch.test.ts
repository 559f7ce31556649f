import { describe, expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/endpoint/iptype-mismatch.ts';
import type { Route } from '../../../../lib/model/aws.ts';
import { reportOf } from '../../../../lib/report/report.ts';
import { checkTable } from '../../../support/check-table.ts';
import {
  configured,
  ENDPOINT_ID,
  endpoint,
  HEALTHY_CONFIGURATION,
  INTERFACES,
  inspected,
  routeTables,
  SUBNETS,
  subnet,
  UNNAMED,
} from '../../../support/configuration.ts';
import {
  ENI_A,
  ENI_A_IPV6,
  ENI_B,
  ENI_B_IPV6,
  environment,
  factsOf,
  place,
  resolvesTo,
  tcp,
  tcpToBoth,
  type WorldChange,
  world,
} from '../../../support/world.ts';

const V6 = '2001:db8:0:107::/64';
const blocks = [{ Ipv6CidrBlock: V6 }];
const OWN = HEALTHY_CONFIGURATION.source;
const ISOLATED: Route = { DestinationIpv6CidrBlock: '2001:db8::/56', GatewayId: 'local', State: 'active' };
const NAT64: Route = { DestinationIpv6CidrBlock: '64:ff9b::/96', NatGatewayId: 'nat-0abc', State: 'active' };

/** A host in a subnet without IPv4. */
const v6Only = (over: Parameters<typeof subnet>[3] = {}, routes: readonly Route[] = [ISOLATED]): WorldChange => ({
  source: { ...OWN, kind: 'linux' },
  subnets: [
    subnet('subnet-client', '', 'a', { CidrBlock: undefined, Ipv6CidrBlockAssociationSet: blocks, ...over }),
    ...SUBNETS.slice(1),
  ],
  networkInterfaces: INTERFACES.slice(0, 2),
  routeTables: routeTables({ client: routes }),
});

/** The endpoint's interfaces have IPv6 addresses, and IPv4 ones too or not. */
const withV6 = (isDualStack: boolean): WorldChange => ({
  vpcEndpoints: [endpoint({ IpAddressType: isDualStack ? 'dualstack' : 'ipv6' })],
  networkInterfaces: INTERFACES.slice(0, 2).map(({ PrivateIpAddress, ...one }, at) => ({
    ...one,
    ...(isDualStack ? { PrivateIpAddress } : {}),
    Ipv6Addresses: [{ Ipv6Address: at === 0 ? ENI_A_IPV6 : ENI_B_IPV6 }],
  })),
});

const NO_ROUTE = { outcome: 'unreachable', code: 'ENETUNREACH' } as const;

checkTable(check, {
  healthy: configured(),
  silent: [{ when: 'there is no endpoint', world: inspected({ vpcEndpoints: [], target: UNNAMED }) }],
  nearMiss: [
    { when: 'the subnet has both families', world: inspected(v6Only({ CidrBlock: '10.0.7.0/24' })) },
    { when: 'the endpoint has both families', world: inspected({ ...v6Only(), ...withV6(true) }) },
    { when: 'both have IPv6 alone', world: inspected({ ...v6Only(), ...withV6(false) }) },
    { when: 'a NAT gateway translates (NAT64)', world: inspected(v6Only({ EnableDns64: true }, [ISOLATED, NAT64])) },
    { when: 'nobody knows whether the resolver gives translated addresses', world: inspected(v6Only({}, [NAT64])) },
    { when: 'the route table is not known', world: inspected({ ...v6Only(), routeTables: [] }) },
    { when: 'a connection opens, whatever configuration says', world: configured(v6Only()) },
    {
      when: "an address that isn't the endpoint's can't be reached",
      world: world({ serviceDns: resolvesTo(['10.0.1.7']), tcp: [tcp('10.0.1.7', NO_ROUTE), ...tcpToBoth()] }),
    },
    {
      when: 'the endpoint has IPv6 addresses too, which the name does not give',
      world: world({
        ...withV6(true),
        endpointDns: world().endpointDns,
        tcp: tcpToBoth(NO_ROUTE),
        target: {
          ...UNNAMED,
          endpoint: {
            ...UNNAMED.endpoint,
            networkInterfaces: [{ networkInterfaceId: 'eni-0aaa', privateIpAddress: ENI_A_IPV6 }],
          },
        },
      }),
    },
    {
      when: 'configuration knows an IPv4 path, so that the host itself has lost its network',
      world: configured({ tcp: tcpToBoth(NO_ROUTE) }),
    },
    {
      when: "the host's metadata tells an IPv4 address: it has lost a route",
      world: world({ tcp: tcpToBoth(NO_ROUTE), place: place({ addresses: ['10.0.1.7'] }) }),
    },
    {
      when: 'the host has an IPv4 address: it has lost a route',
      world: world({ tcp: tcpToBoth(NO_ROUTE), environment: environment({ addressFamilies: [4, 6] }) }),
    },
    {
      when: 'the host has no address at all, as a container without a network',
      world: world({ tcp: tcpToBoth(NO_ROUTE), environment: environment({ addressFamilies: [] }) }),
    },
    {
      when: 'the host has run out of ports',
      world: world({ tcp: tcpToBoth({ outcome: 'unreachable', code: 'EADDRNOTAVAIL' }) }),
    },
    {
      when: 'a route of the host prohibits it',
      world: world({ tcp: tcpToBoth({ outcome: 'unreachable', code: 'EACCES' }) }),
    },
    { when: 'only one of two addresses is unreachable', world: world({ tcp: [tcp(ENI_A, NO_ROUTE), tcp(ENI_B)] }) },
  ],
  reporting: [
    {
      when: 'configuration alone tells it',
      world: inspected(v6Only()),
      problems: [
        {
          severity: 'blocking',
          resources: [ENDPOINT_ID, 'subnet-client'],
          evidence: [{ fact: 'subnets', path: '[0]', shows: `subnet-client: ${V6}` }],
        },
      ],
      says: ['has IPv6 alone', V6, `${ENDPOINT_ID} has IPv4 alone`, ENI_A],
    },
    {
      when: 'the host alone tells it',
      world: world({ tcp: tcpToBoth(NO_ROUTE) }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], isPrediction: true }],
      says: ['has IPv6 alone', `${ENDPOINT_ID} has IPv4 alone`],
    },
    {
      when: 'the host has IPv6 addresses alone',
      world: world({ tcp: tcpToBoth(NO_ROUTE), environment: environment({ addressFamilies: [6] }) }),
      problems: [{ severity: 'blocking' }],
      says: ['has IPv6 alone'],
    },
    {
      when: 'a function in dual-stack subnets is not allowed to use IPv6',
      world: inspected({
        ...withV6(false),
        subnets: [
          subnet('subnet-client', '10.0.7.0/24', 'a', { Ipv6CidrBlockAssociationSet: blocks }),
          ...SUBNETS.slice(1),
        ],
        source: { ...OWN, usesIpv6: false },
      }),
      problems: [
        {
          severity: 'blocking',
          alternatives: [expect.objectContaining({ permissions: ['lambda:UpdateFunctionConfiguration'] })] as never,
        },
      ],
      says: ['has IPv4 alone'],
    },
    {
      when: 'both tell it',
      world: configured({ ...v6Only(), tcp: tcpToBoth(NO_ROUTE) }),
      problems: [{ severity: 'blocking', isPrediction: false }],
      says: [V6, ENI_A],
    },
    {
      when: "the subnet's resolver gives no translated addresses, whatever its routes",
      world: inspected(v6Only({ EnableDns64: false }, [ISOLATED, NAT64])),
      problems: [{ severity: 'blocking' }],
      says: ['has IPv6 alone'],
    },
    {
      when: 'a default route leads to an egress-only gateway, which translates nothing',
      world: inspected(
        v6Only({}, [
          ISOLATED,
          { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-0abc', State: 'active' },
        ]),
      ),
      problems: [{ severity: 'blocking' }],
      says: ['has IPv6 alone'],
    },
    {
      when: 'the client has IPv4 alone, and the endpoint IPv6 alone',
      world: inspected(withV6(false)),
      problems: [{ severity: 'blocking', steps: [] }],
      says: ['has IPv4 alone', `${ENDPOINT_ID} has IPv6 alone`],
    },
    {
      when: 'one of two subnets has no IPv4',
      world: inspected({
        source: { ...OWN, kind: 'linux', subnetIds: ['subnet-client', 'subnet-six'] },
        subnets: [
          ...SUBNETS,
          subnet('subnet-six', '', 'b', { CidrBlock: undefined, Ipv6CidrBlockAssociationSet: blocks }),
        ],
        networkInterfaces: INTERFACES.slice(0, 2),
        routeTables: [
          ...routeTables(),
          {
            RouteTableId: 'rtb-six',
            VpcId: 'vpc-1',
            Associations: [{ SubnetId: 'subnet-six', Main: false }],
            Routes: [ISOLATED],
          },
        ],
      }),
      problems: [{ severity: 'degrading' }],
      says: ['subnet-six', 'subnet-client has one in common'],
    },
  ],
});

describe('one sentence and one code', () => {
  test.each([
    ['from inside', world({ tcp: tcpToBoth(NO_ROUTE) })],
    ['by configuration', inspected(v6Only())],
    ['from both', configured({ ...v6Only(), tcp: tcpToBoth(NO_ROUTE) })],
  ])('%s', (_, observations) => {
    const { verdict, rootCause, because } = reportOf(factsOf(observations));
    expect({ verdict, rootCause }).toEqual({ verdict: 'broken', rootCause: check.code });
    expect(because).toContain('The client has IPv6 alone');
    expect(because).toContain('no packet can be sent from one to the other');
  });
});

test('making the endpoint dual-stack needs IPv6 blocks in its subnets first', () => {
  const { causes } = reportOf(factsOf(inspected(v6Only())));
  expect(causes[0]?.steps.map(({ say }) => say)).toEqual([
    'Give subnet-a, subnet-b an IPv6 CIDR block',
    "Make the endpoint dual-stack, and allow TCP 443 from the client's IPv6 range in its security groups",
  ]);
  expect(causes[0]?.steps.at(-1)?.run).toContain('dualstack');
});
