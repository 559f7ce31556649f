import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyze } from '../../lib/diagnose/analyze.ts';
import { causesOf } from '../../lib/diagnose/causes.ts';
import { CHECKS } from '../../lib/diagnose/checks/index.ts';
import { derive } from '../../lib/diagnose/derive.ts';
import type { Finding } from '../../lib/model/analysis.ts';
import { CHECKED_CODES, type Code } from '../../lib/model/codes.ts';
import { LAYERS } from '../../lib/model/layer.ts';
import { unseen } from '../../lib/model/observation.ts';
import { pathIdOf } from '../../lib/model/path-id.ts';
import type { Severity } from '../../lib/model/problem.ts';
import { finding } from '../support/finding.ts';
import {
  ENI_A,
  ENI_B,
  forbiddenBy,
  PUBLIC,
  PUBLIC_IPV6,
  query,
  resolvesNot,
  resolvesTo,
  secret,
  silentTcp,
  tcp,
  tcpToBoth,
  tls,
  tlsWithBoth,
  type WorldChange,
  world,
} from '../support/world.ts';

/** The codes of the causes, each with the codes it accounts for. */
const outline = (findings: readonly Finding[]) =>
  causesOf(findings).map((cause) => [cause.code, cause.accountsFor.map((one) => one.code)]);

test('two findings that explain each other both stand', () => {
  const one = finding('dns/flapping', { explains: ['dns/public-answer'] });
  const other = finding('dns/public-answer', { explains: ['dns/flapping'] });
  expect(outline([one, other]).map(([code]) => code)).toEqual(['dns/flapping', 'dns/public-answer']);
});

describe('an explanation holds only on the paths that it covers', () => {
  const dropped = finding('path/packets-dropped', { on: [ENI_A, ENI_B] });
  const explaining = (on: Finding['on']) => finding('dns/public-answer', { on, explains: ['path/packets-dropped'] });

  test.each([
    ['every path', 'all'],
    ['the same paths', [ENI_A, ENI_B]],
    ['more paths', [PUBLIC, ENI_B, ENI_A]],
  ] as const)('a problem on %s accounts for it', (_, on) => {
    expect(outline([explaining(on), dropped])).toEqual([['dns/public-answer', ['path/packets-dropped']]]);
  });

  test.each([
    ['another path', [PUBLIC]],
    ['one path of two', [ENI_A]],
    ['the verifier alone', 'verifier'],
  ] as const)('a problem on %s does not', (_, on) => {
    expect(outline([explaining(on), dropped])).toEqual([
      ['dns/public-answer', []],
      ['path/packets-dropped', []],
    ]);
  });

  test('a problem on some paths accounts for none that holds everywhere', () => {
    const everywhere = { ...dropped, on: 'all' } as const;
    expect(outline([explaining([ENI_A, ENI_B]), everywhere])).toHaveLength(2);
  });

  test.each([
    ['from the same subnet', 'subnet-a', 'subnet-a', true],
    ['from a subnet that is not known, to the same address', null, 'subnet-a', true],
    ['to the same address from a subnet that is not known', 'subnet-a', null, true],
    ['from another subnet to the same address', 'subnet-a', 'subnet-b', false],
  ] as const)('a problem on the path %s does so or not', (_, causing, caused, accounts) => {
    const symptom = { ...dropped, on: [pathIdOf(caused, ENI_A)] };
    const [first] = causesOf([explaining([pathIdOf(causing, ENI_A)]), symptom]);
    expect(first?.accountsFor).toEqual(accounts ? [symptom] : []);
  });

  test('a problem on the path from one subnet does not account for those from two', () => {
    const both = { ...dropped, on: ['subnet-a', 'subnet-b'].map((id) => pathIdOf(id, ENI_A)) };
    expect(outline([explaining([pathIdOf('subnet-a', ENI_A)]), both])).toHaveLength(2);
  });

  test("the verifier's own problem accounts for the verifier's own consequence", () => {
    const own = { ...dropped, on: 'verifier' } as const;
    expect(outline([explaining('verifier'), own])).toEqual([['dns/public-answer', ['path/packets-dropped']]]);
  });

  test('one of two problems of a check is explained and the other is not', () => {
    const elsewhere = finding('path/packets-dropped', { on: [PUBLIC] });
    expect(causesOf([explaining([PUBLIC]), dropped, elsewhere])).toMatchObject([
      { code: 'dns/public-answer', accountsFor: [elsewhere] },
      { code: 'path/packets-dropped', on: [ENI_A, ENI_B], accountsFor: [] },
    ]);
  });
});

describe('every finding has its place', () => {
  test('without explanations each is a cause', () => {
    expect(outline([finding('dns/flapping'), finding('tls/rst')])).toEqual([
      ['dns/flapping', []],
      ['tls/rst', []],
    ]);
  });

  test('nothing found, no cause', () => {
    expect(causesOf([])).toEqual([]);
  });

  test('a symptom that two causes explain is told with both', () => {
    const causes = [
      finding('dns/flapping', { explains: ['path/public-via-nat'] }),
      finding('dns/public-answer', { explains: ['path/public-via-nat'] }),
    ];
    expect(outline([...causes, finding('path/public-via-nat')])).toEqual([
      ['dns/flapping', ['path/public-via-nat']],
      ['dns/public-answer', ['path/public-via-nat']],
    ]);
  });

  test('the consequence of a consequence belongs to the root', () => {
    const chain = [
      finding('dns/custom-resolver', { explains: ['dns/private-not-endpoint'] }),
      finding('dns/private-not-endpoint', { explains: ['tls/wrong-host'] }),
      finding('tls/wrong-host'),
    ];
    expect(outline(chain)).toEqual([['dns/custom-resolver', ['dns/private-not-endpoint', 'tls/wrong-host']]]);
  });

  test('none is ever lost, whatever explains what', () => {
    const codes = ['dns/flapping', 'dns/slow', 'tls/rst', 'path/unreachable', 'iam/no-reason'] as const;
    const scope = fc.oneof(fc.constant('all' as const), fc.subarray([ENI_A, ENI_B, PUBLIC], { minLength: 1 }));
    // A code explains only later ones, as no two checks explain each other.
    const findings = fc.tuple(
      ...codes.map((code, at) =>
        fc.record({ on: scope, explains: fc.subarray(codes.slice(at + 1)) }).map((change) => finding(code, change)),
      ),
    );
    fc.assert(
      fc.property(findings, (all) => {
        const told = new Set(
          causesOf(all).flatMap((cause) => [cause.code, ...cause.accountsFor.map((one) => one.code)]),
        );
        expect([...told].toSorted()).toEqual(codes.toSorted());
      }),
    );
  });
});

describe('causes are ordered', () => {
  test('by severity, then by the layer that a request meets first', () => {
    const order: readonly (readonly [Code, Severity])[] = [
      ['dns/no-address', 'blocking'],
      ['tls/rst', 'blocking'],
      ['secret/not-found', 'blocking'],
      ['credentials/expired', 'degrading'],
      ['service/throttled', 'degrading'],
      ['config/block-page', 'advisory'],
    ];
    const findings = order.map(([code, severity]) => finding(code, { severity }));
    const expected = order.map(([code]) => code);
    expect(causesOf(findings.toReversed()).map((cause) => cause.code)).toEqual(expected);
    expect(causesOf(findings).map((cause) => cause.code)).toEqual(expected);
  });

  test('within a layer as they were found', () => {
    const found = [finding('dns/public-answer'), finding('dns/flapping'), finding('dns/no-address')];
    expect(causesOf(found).map((cause) => cause.code)).toEqual(found.map((one) => one.code));
  });

  test('in every layer there is', () => {
    const found = LAYERS.flatMap((layer) => {
      const code = CHECKED_CODES.find((one) => one.startsWith(`${layer}/`));
      return code ? [finding(code)] : [];
    });
    expect(found.length).toBeGreaterThan(12);
    expect(causesOf(found.toReversed()).map((cause) => cause.code)).toEqual(found.map((one) => one.code));
  });
});

describe('a cause is as severe as the worst that it brings about', () => {
  const root = finding('dns/custom-resolver', { severity: 'degrading', explains: ['dns/public-answer'] });
  const between = finding('dns/public-answer', { severity: 'advisory', explains: ['path/packets-dropped'] });

  test('directly or by way of another', () => {
    const found = [root, between, finding('path/packets-dropped')];
    expect(causesOf(found)).toMatchObject([{ code: 'dns/custom-resolver', severity: 'blocking' }]);
  });

  test('and never less than it is itself', () => {
    expect(causesOf([root, between])).toMatchObject([{ code: 'dns/custom-resolver', severity: 'degrading' }]);
  });

  test('so that it stands before what blocks further on', () => {
    const found = [finding('tls/rst'), root, between, finding('path/packets-dropped')];
    expect(causesOf(found).map((cause) => cause.code)).toEqual(['dns/custom-resolver', 'tls/rst']);
  });
});

describe('one fault has one cause', () => {
  const STALE = '10.0.3.50';
  const NOT_READ = unseen('skipped', 'no address that the name resolves to completed verified TLS');
  const NOT_FOUND = { outcome: 'name-not-found', code: 'ENOTFOUND' } as const;
  const notConnected = (address: string) => tls(address, { outcome: 'not-connected', certificate: null });
  const amazonSays = (...addresses: readonly string[]) => ({
    vpcResolverDns: { queries: [query({ server: '169.254.169.253', addresses })] },
  });
  /** The name leads past the endpoint, whose own interfaces work. */
  const around = (addresses: readonly string[]): WorldChange => ({
    serviceDns: resolvesTo(addresses),
    tcp: [...tcpToBoth(), ...addresses.map((address) => silentTcp(address))],
    tls: [...tlsWithBoth(), ...addresses.map(notConnected)],
    secret: NOT_READ,
  });
  const PRIVATE_DNS_OFF = { ...around([PUBLIC]), ...amazonSays(PUBLIC) };
  const causesIn = (change: WorldChange) => analyze(derive(world(change)), CHECKS).causes.map((cause) => cause.code);

  test.each<[string, WorldChange, Code]>([
    ['private DNS is off and there is no NAT', PRIVATE_DNS_OFF, 'dns/public-answer'],
    [
      'private DNS is off and the public answer has IPv6 too',
      {
        ...PRIVATE_DNS_OFF,
        serviceDns: resolvesTo([PUBLIC, PUBLIC_IPV6]),
        tcp: [...tcpToBoth(), silentTcp(PUBLIC), tcp(PUBLIC_IPV6, { outcome: 'unreachable', code: 'ENETUNREACH' })],
      },
      'dns/public-answer',
    ],
    [
      "private DNS is off and the secret's policy asks for the endpoint",
      {
        ...PRIVATE_DNS_OFF,
        tcp: [...tcpToBoth(), tcp(PUBLIC)],
        tls: [...tlsWithBoth(), tls(PUBLIC)],
        secret: forbiddenBy('a resource-based policy', { remoteAddress: PUBLIC }),
      },
      'dns/public-answer',
    ],
    [
      "an organization's perimeter denies what came around the endpoint",
      {
        ...PRIVATE_DNS_OFF,
        tcp: [...tcpToBoth(), tcp(PUBLIC)],
        tls: [...tlsWithBoth(), tls(PUBLIC)],
        secret: forbiddenBy('a resource control policy', { remoteAddress: PUBLIC }),
      },
      'dns/public-answer',
    ],
    ['the configured resolver knows only the public name', around([PUBLIC]), 'dns/custom-resolver'],
    [
      'the configured resolver knows no name',
      { serviceDns: resolvesNot(NOT_FOUND, NOT_FOUND), secret: NOT_READ },
      'dns/custom-resolver',
    ],
    [
      'the configured resolver is silent, which getaddrinfo calls "try again"',
      {
        serviceDns: resolvesNot(
          { outcome: 'server-failed', code: 'EAI_AGAIN' },
          { outcome: 'silent', code: 'ETIMEOUT', tookMs: 3_000 },
        ),
        secret: NOT_READ,
      },
      'dns/resolver-silent',
    ],
    [
      'the hosts file of this host is old',
      {
        serviceDns: resolvesTo([STALE], { queries: [query()] }),
        tcp: [...tcpToBoth(), silentTcp(STALE)],
        tls: [...tlsWithBoth(), notConnected(STALE)],
        secret: NOT_READ,
      },
      'dns/hosts-file',
    ],
    [
      'getaddrinfo fails while the servers answer',
      { serviceDns: { ...resolvesNot(NOT_FOUND, {}), queries: [query()] }, secret: NOT_READ },
      'dns/hosts-file',
    ],
    [
      'one sample of three is public and there is no NAT',
      {
        serviceDns: resolvesTo([ENI_A, ENI_B], { queries: [query(), query({ addresses: [PUBLIC] }), query()] }),
        tcp: [...tcpToBoth(), silentTcp(PUBLIC)],
        tls: [...tlsWithBoth(), notConnected(PUBLIC)],
      },
      'dns/flapping',
    ],
    [
      'one sample of three is public and getaddrinfo met that one',
      {
        serviceDns: resolvesTo([PUBLIC], { queries: [query(), query({ addresses: [PUBLIC] }), query()] }),
        tcp: [...tcpToBoth(), tcp(PUBLIC)],
        tls: [...tlsWithBoth(), tls(PUBLIC)],
        secret: secret({ remoteAddress: PUBLIC }),
      },
      'dns/flapping',
    ],
    [
      "the endpoint's security group is closed",
      {
        tcp: [silentTcp(ENI_A), silentTcp(ENI_B)],
        tls: [notConnected(ENI_A), notConnected(ENI_B)],
        secret: NOT_READ,
      },
      'path/packets-dropped',
    ],
    [
      'one interface of two is cut off',
      { tcp: [tcp(ENI_A), silentTcp(ENI_B)], tls: [tls(ENI_A), notConnected(ENI_B)] },
      'path/interface-silent',
    ],
  ])('%s', (_, change, code) => {
    expect(causesIn(change)).toEqual([code]);
  });

  test.each(['refused', 'rejected', 'silent', 'unreachable'] as const)('a stale record whose TCP is %s', (outcome) => {
    const change = { tcp: [...tcpToBoth(), tcp(STALE, { outcome, tookMs: 3_000 })] };
    expect(causesIn({ ...around([STALE]), ...amazonSays(STALE), ...change })).toEqual(['dns/private-not-endpoint']);
  });

  test.each([
    'wrong-host',
    'self-signed',
    'untrusted',
    'not-tls',
    'version-refused',
    'reset',
    'closed',
    'silent',
  ] as const)('a stale record whose TLS is %s', (outcome) => {
    const change = {
      tcp: [...tcpToBoth(), tcp(STALE)],
      tls: [...tlsWithBoth(), tls(STALE, { outcome, certificate: null })],
    };
    expect(causesIn({ ...around([STALE]), ...amazonSays(STALE), ...change })).toEqual(['dns/private-not-endpoint']);
  });

  test('a handshake that hangs by its size is the consequence of that', () => {
    const { causes } = analyze(derive(world({ tls: tlsWithBoth({ outcome: 'silent', smallHello: 'alert' }) })), CHECKS);
    expect(causes.map(({ code, accountsFor }) => [code, accountsFor.map((one) => one.code)])).toEqual([
      ['endpoint/mtu', ['tls/silent']],
    ]);
  });

  test.each([
    ['names the size no longer, where a small ClientHello met silence too', 'silent', false],
    ['names the size, where none was sent', null, true],
  ] as const)('a handshake that hangs %s', (_, smallHello, isCandidate) => {
    const { causes } = analyze(derive(world({ tls: tlsWithBoth({ outcome: 'silent', smallHello }) })), CHECKS);
    expect(causes.map((cause) => cause.code)).toEqual(['tls/silent']);
    const candidates = causes[0]?.candidates?.map((candidate) => candidate.cause);
    expect(candidates?.includes('endpoint/mtu')).toBe(isCandidate);
  });

  test('and two faults have two, the first one on the path first', () => {
    const change = {
      tcp: [silentTcp(PUBLIC), silentTcp(ENI_A), silentTcp(ENI_B)],
      tls: [notConnected(PUBLIC), notConnected(ENI_A), notConnected(ENI_B)],
    };
    expect(causesIn({ ...PRIVATE_DNS_OFF, ...change })).toEqual(['dns/public-answer', 'path/packets-dropped']);
  });
});
