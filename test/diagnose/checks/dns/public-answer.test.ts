import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/dns/public-answer.ts';
import { unseen } from '../../../../lib/model/observation.ts';
import type { Problem } from '../../../../lib/model/problem.ts';
import { reportOf } from '../../../../lib/report/report.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { expectUndecided } from '../../../support/public-answer-world.ts';
import {
  factsOf,
  HOST,
  PUBLIC,
  query,
  resolvesNot,
  resolvesTo,
  silentTcp,
  target,
  tcp,
  tcpToBoth,
  tls,
  tlsWithBoth,
  world,
} from '../../../support/world.ts';

const NOT_FOUND = { outcome: 'name-not-found', code: 'ENOTFOUND' } as const;

/** The name resolves to one address, which works. */
const leadingTo = (address: string) => ({
  serviceDns: resolvesTo([address]),
  tcp: [tcp(address), ...tcpToBoth()],
  tls: [tls(address), ...tlsWithBoth()],
});

/** Only these addresses and blocks are known of the endpoint and its VPC. */
const knowing = (addresses: readonly string[], vpcCidrs: readonly string[]) => ({
  target: target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs } }),
  endpointDns: { queries: [query({ addresses })] },
});

/** The service's own answer: addresses of both families; nobody knows the endpoint or the VPC. */
const pair = (v4: string, v6: string) => ({
  ...knowing([], []),
  endpointDns: unseen('skipped', "the endpoint's own DNS names were not given"),
  serviceDns: resolvesTo([v4, v6]),
});

checkTable(check, {
  silent: [{ when: 'the name resolves to nothing', world: world({ serviceDns: resolvesNot(NOT_FOUND, NOT_FOUND) }) }],
  nearMiss: [
    {
      when: 'the VPC uses carrier-grade addresses',
      world: world({ ...leadingTo('100.64.1.20'), ...knowing(['100.64.1.20'], ['100.64.0.0/16']) }),
    },
    {
      when: 'the VPC has a publicly routable range of its own',
      world: world({ ...leadingTo('198.51.100.7'), ...knowing(['198.51.100.7'], ['198.51.100.0/24']) }),
    },
    {
      when: 'the endpoint is in another VPC and its own name says so',
      world: world({ ...leadingTo('10.99.0.5'), ...knowing(['10.99.0.5'], ['10.0.0.0/16']) }),
    },
    { when: 'the answer is a stranger inside the VPC', world: world(leadingTo('10.0.3.50')) },
    { when: "nobody knows the VPC's ranges", world: world({ ...leadingTo(PUBLIC), ...knowing(['10.0.1.100'], []) }) },
    {
      when: 'a public address was tried and the name does not lead there',
      world: world({ tcp: [tcp(PUBLIC), ...tcpToBoth()] }),
    },
  ],
  reporting: [
    {
      when: 'the subnet has no way out to the public address',
      world: world({
        serviceDns: resolvesTo([PUBLIC]),
        tcp: [silentTcp(PUBLIC), ...tcpToBoth()],
        tls: [tls(PUBLIC, { outcome: 'not-connected' }), ...tlsWithBoth()],
      }),
      problems: [{ severity: 'blocking', on: [PUBLIC], resources: [HOST, 'vpce-0a1b2c3d4e5f60718'] }],
      says: [HOST, PUBLIC, '10.0.0.0/16'],
    },
    {
      when: 'nobody knows anything, and nothing answers at a pair of public addresses',
      world: world({
        ...pair('18.214.158.206', '2600:1f18:4000::1'),
        tcp: [silentTcp('18.214.158.206'), tcp('2600:1f18:4000::1', { outcome: 'unreachable', code: 'ENETUNREACH' })],
        tls: [],
      }),
      problems: [
        {
          severity: 'blocking',
          on: ['18.214.158.206', '2600:1f18:4000::1'],
          candidates: expect.arrayContaining([{ cause: 'dns/endpoint-absent', why: expect.any(String) }]) as never,
        },
      ],
      says: [HOST, '18.214.158.206', 'public addresses by their ranges', '--vpc-cidr'],
    },
    {
      when: 'a NAT gateway leads to the public address',
      world: world(leadingTo(PUBLIC)),
      problems: [{ severity: 'degrading', on: [PUBLIC] }],
      says: [PUBLIC],
    },
    {
      when: "the endpoint's own addresses are not known and the VPC's ranges are",
      world: world({
        ...leadingTo(PUBLIC),
        target: target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: ['10.0.0.0/16'] } }),
        endpointDns: { queries: [] },
      }),
      problems: [{ severity: 'degrading', on: [PUBLIC], resources: [HOST] }],
      says: [PUBLIC],
    },
  ],
});

test.each([
  { when: 'while one of its addresses answers', addresses: ['10.0.1.100'], absent: false },
  { when: 'while nobody knows an address of it', addresses: [], absent: true },
])('whether there is an endpoint at all is in question: $absent, $when', ({ addresses, absent }) => {
  const outcome = evaluate(check, world({ ...leadingTo(PUBLIC), ...knowing(addresses, ['10.0.0.0/16']) }));
  const causes = (outcome as readonly Problem[]).flatMap((problem) => problem.candidates ?? []).map((one) => one.cause);
  expect(causes.includes('dns/endpoint-absent')).toBe(absent);
});

test.each([
  ['an IPv4 address alone, which may be of a VPC with such a range', resolvesTo(['172.40.1.5'])],
  ['a private address beside the IPv6 one', resolvesTo(['10.0.1.5', '2600:1f18:4000::1'])],
])('where nobody knows anything, %s is undecided, and DNS is suspected before any group', (_, serviceDns) => {
  const tcps = serviceDns.system.addresses.map((address) => silentTcp(address));
  const { rootCause, causes, undecided } = reportOf(
    factsOf(
      world({ ...pair('', ''), serviceDns, tcp: tcps, tls: [], http: [], secret: unseen('skipped', 'not tried') }),
    ),
  );
  expect(rootCause).toBe('path/packets-dropped');
  expect(undecided.flatMap(({ codes }) => codes)).toContain(check.code);
  expect(causes[0]?.candidates?.[0]?.cause).toBe(check.code);
  expect(causes[0]?.looks?.[0]?.run).toContain('describe-network-interfaces');
});

test('for a host that knows nothing the cause is DNS, and no group is advised', () => {
  const report = reportOf(
    factsOf(
      world({
        ...pair('18.214.158.206', '2600:1f18:4000::1'),
        tcp: [silentTcp('18.214.158.206'), tcp('2600:1f18:4000::1', { outcome: 'unreachable' })],
        tls: [],
        http: [],
        secret: unseen('skipped', 'not tried'),
      }),
    ),
  );
  expect(report).toMatchObject({ verdict: 'broken', rootCause: check.code });
  expect(JSON.stringify(report.causes)).not.toContain('sg/endpoint-ingress-missing');
});

test.each([
  ['answer: the VPC may have such ranges', 'open', [tls('172.40.1.5')]],
  ['were not tried to the end', 'unfinished', []],
] as const)('where nobody knows anything, and the public addresses %s, it is undecided', (_, outcome, handshakes) => {
  const answer = pair('172.40.1.5', '2600:1f18:4000::1');
  const observations = world({ ...answer, tcp: [tcp('172.40.1.5', { outcome })], tls: handshakes });
  expectUndecided(check, observations);
});
