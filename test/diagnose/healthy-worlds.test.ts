import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { unseen } from '../../lib/model/observation.ts';
import { reportOf } from '../../lib/report/report.ts';
import {
  CERTIFICATE,
  ENDPOINT_NAME,
  factsOf,
  HOST,
  http,
  query,
  secret,
  target,
  tcp,
  tls,
  world,
} from '../support/world.ts';

const ZONES = ['a', 'b', 'c'];

/** What differs between healthy networks, and may look odd. */
const oddities = fc.record({
  prefix: fc.constantFrom('10.0', '172.31', '192.168', '100.64', '198.18', '11.22'),
  interfaces: fc.integer({ min: 1, max: 3 }),
  /** The endpoint has IPv6 addresses as well; the function may or may not. */
  ipv6: fc.constantFrom('none', 'works', 'unreachable'),
  /** The answer holds only some of the addresses, in another order than the interfaces. */
  answerSize: fc.integer({ min: 1, max: 3 }),
  rotation: fc.integer({ min: 0, max: 2 }),
  servers: fc.constantFrom(['10.0.0.2'], ['10.0.0.2', '169.254.169.253'], ['10.0.9.53']),
  amazonResolver: fc.constantFrom('same', 'unseen'),
  aaaa: fc.constantFrom('no-address', 'silent', 'server-failed'),
  cidrsKnown: fc.boolean(),
  told: fc.constantFrom('names', 'names and interfaces'),
  httpStatus: fc.constantFrom(404, 403, 400, 200),
  protocol: fc.constantFrom('TLSv1.2', 'TLSv1.3'),
  issuer: fc.constantFrom(CERTIFICATE, null),
  tookMs: fc.double({ min: 0.1, max: 2_000, noNaN: true }),
  identity: fc.constantFrom('verifier' as const, 'workload' as const),
  canary: fc.boolean(),
});

type Oddities = typeof oddities extends fc.Arbitrary<infer T> ? T : never;

function healthyWorld(odd: Oddities) {
  const ids = Array.from({ length: odd.interfaces }, (_, index) => index + 1);
  const v4 = ids.map((id) => `${odd.prefix}.${id}.100`);
  const v6 = odd.ipv6 === 'none' ? [] : ids.map((id) => `2001:db8:0:${id}::100`);
  const rotated = (addresses: readonly string[], by: number) => [
    ...addresses.slice(by % addresses.length),
    ...addresses.slice(0, by % addresses.length),
  ];
  const answer = (by: number) => rotated(v4, by).slice(0, odd.answerSize);
  // getaddrinfo sorts a family that this host cannot reach behind the other, and does not leave it out.
  const system = odd.ipv6 === 'works' ? [...v6, ...answer(odd.rotation)] : [...answer(odd.rotation), ...v6];
  const aaaa = (name: string, server: string) =>
    v6.length > 0
      ? query({ name, server, type: 'AAAA', addresses: v6 })
      : query({ name, server, type: 'AAAA', outcome: 'no-address', code: 'ENODATA', addresses: [] });
  const serviceAaaa = (server: string) =>
    v6.length > 0 ? aaaa(HOST, server) : query({ server, type: 'AAAA', outcome: odd.aaaa as 'silent', addresses: [] });
  const all = [...new Set([...system, ...v4, ...v6])];
  const reachable = all.filter((address) => !address.includes(':') || odd.ipv6 === 'works');
  const [carrying = ''] = system;
  return world({
    target: target({
      identity: odd.identity,
      canary: odd.canary,
      endpoint: {
        dnsNames: [ENDPOINT_NAME],
        vpcCidrs: odd.cidrsKnown ? [`${odd.prefix}.0.0/16`] : [],
        networkInterfaces:
          odd.told === 'names'
            ? []
            : v4.map((privateIpAddress, index) => ({
                networkInterfaceId: `eni-${index}`,
                privateIpAddress,
                availabilityZone: `eu-west-2${ZONES[index]}`,
              })),
      },
    }),
    serviceDns: {
      host: HOST,
      system: { outcome: 'answered', code: null, addresses: system, tookMs: odd.tookMs },
      queries: odd.servers.flatMap((server) => [
        ...[0, 1, 2].map((by) => query({ server, addresses: answer(odd.rotation + by), tookMs: odd.tookMs })),
        serviceAaaa(server),
      ]),
    },
    vpcResolverDns:
      odd.amazonResolver === 'same'
        ? { queries: [query({ server: '169.254.169.253', addresses: answer(1) })] }
        : unseen('timed-out', 'did not answer'),
    endpointDns: {
      queries: odd.servers.flatMap((server) => [
        query({ name: ENDPOINT_NAME, server, addresses: v4 }),
        aaaa(ENDPOINT_NAME, server),
      ]),
    },
    tcp: all.map((address) =>
      reachable.includes(address)
        ? tcp(address, { tookMs: odd.tookMs })
        : tcp(address, { outcome: 'unreachable', code: 'ENETUNREACH' }),
    ),
    tls: reachable.map((address) => tls(address, { protocol: odd.protocol, certificate: odd.issuer })),
    http: reachable.map((address) => http(address, { status: odd.httpStatus })),
    secret: secret({ remoteAddress: carrying, tookMs: odd.tookMs }),
  });
}

test('a healthy network stays green, however odd it looks', () => {
  fc.assert(
    fc.property(oddities, (odd) => {
      const { verdict, rootCause, causes, undecided } = reportOf(factsOf(healthyWorld(odd)));
      const harmful = causes.filter((cause) => cause.severity !== 'advisory').map((cause) => cause.code);
      expect({ verdict, rootCause, harmful }).toEqual({ verdict: 'connected', rootCause: null, harmful: [] });
      expect(undecided.filter((group) => group.why === 'crashed')).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});
