import { describe, expect, test } from '@jest/globals';
import { analyze } from '../../lib/diagnose/analyze.ts';
import { CHECKS } from '../../lib/diagnose/checks/index.ts';
import { derive } from '../../lib/diagnose/derive.ts';
import { carryingPath, verdictOf } from '../../lib/diagnose/verdict.ts';
import type { Cause } from '../../lib/model/analysis.ts';
import type { Observations } from '../../lib/model/facts.ts';
import { unseen } from '../../lib/model/observation.ts';
import {
  ENI_A,
  ENI_B,
  environment,
  notAllowedBy,
  PUBLIC,
  PUBLIC_IPV6,
  query,
  refusal,
  resolvesTo,
  secret,
  silentTcp,
  target,
  tcp,
  tcpToBoth,
  tls,
  tlsWithBoth,
  unread,
  type WorldChange,
  world,
} from '../support/world.ts';

const NOT_READ = unseen('skipped', 'no address that the name resolves to completed verified TLS');
const STALE = '10.0.3.50';

/** The verdict on a world, by all checks. */
const judge = (observations: Observations) =>
  verdictOf(derive(observations), analyze(derive(observations), CHECKS).causes);

/** The name leads to one more address, and the secret is read there. */
const readFrom = (address: string): WorldChange => ({
  serviceDns: resolvesTo([address]),
  tcp: [tcp(address), ...tcpToBoth()],
  tls: [tls(address), ...tlsWithBoth()],
  secret: secret({ remoteAddress: address }),
});

const ENDPOINT_SILENT: WorldChange = {
  tcp: [silentTcp(ENI_A), silentTcp(ENI_B)],
  tls: tlsWithBoth({ outcome: 'not-connected' }),
  secret: NOT_READ,
};

const cause = (change: Partial<Cause>): Cause => ({
  code: 'tls/rst',
  title: 'cut',
  summary: 'The handshake was cut.',
  severity: 'blocking',
  on: [ENI_A],
  resources: [],
  evidence: [],
  steps: [],
  accountsFor: [],
  ...change,
});

describe('broken: a workload here cannot get the secret', () => {
  test.each<[string, WorldChange, string]>([
    ['when nothing answers', ENDPOINT_SILENT, ENI_A],
    [
      'when the name leads to an address that nobody answers at',
      {
        serviceDns: resolvesTo([PUBLIC]),
        vpcResolverDns: { queries: [query({ addresses: [PUBLIC] })] },
        tcp: [silentTcp(PUBLIC), ...tcpToBoth()],
        tls: [tls(PUBLIC, { outcome: 'not-connected' }), ...tlsWithBoth()],
        secret: NOT_READ,
      },
      PUBLIC,
    ],
    [
      "when the workload's own role is denied",
      { secret: notAllowedBy('identity-based policy'), target: target({ identity: 'workload' }) },
      'identity-based policy',
    ],
    [
      'when the endpoint denies the verifier its own canary',
      { secret: notAllowedBy('VPC endpoint policy') },
      'VPC endpoint policy',
    ],
  ])('%s', (_, change, because) => {
    expect(judge(world(change))).toEqual({ verdict: 'broken', because: expect.stringContaining(because) });
  });

  test('when only a consequence blocks, and it is told by its cause', () => {
    const root = cause({ summary: 'The resolver is wrong.', severity: 'degrading', accountsFor: [cause({})] });
    const judgement = verdictOf(derive(world({ secret: NOT_READ })), [root]);
    expect(judgement).toEqual({ verdict: 'broken', because: expect.stringContaining('The resolver is wrong.') });
  });

  test('before any other verdict fits', () => {
    expect(verdictOf(derive(world(readFrom(PUBLIC))), [cause({})]).verdict).toBe('broken');
    expect(verdictOf(derive(world()), [cause({})]).verdict).toBe('broken');
  });

  test.each<[string, Partial<Cause>]>([
    ['a degrading problem', { severity: 'degrading' }],
    ['an advisory', { severity: 'advisory' }],
    ["the verifier's own block", { on: 'verifier' }],
  ])('but not by %s', (_, change) => {
    expect(verdictOf(derive(world()), [cause(change)]).verdict).toBe('connected');
  });
});

describe('bypassed: the secret was read, and not through the endpoint', () => {
  test.each([
    ['when a public address carried it', PUBLIC],
    ['when a public IPv6 address carried it', PUBLIC_IPV6],
    ['when a stranger inside the VPC carried it', STALE],
  ])('%s', (_, address) => {
    expect(judge(world(readFrom(address)))).toEqual({
      verdict: 'bypassed',
      because: expect.stringContaining(address),
    });
  });

  test("when only the VPC's ranges are known and it came from outside them", () => {
    const endpoint = { dnsNames: [], networkInterfaces: [], vpcCidrs: ['10.0.0.0/16'] };
    const change = { target: target({ endpoint }), endpointDns: { queries: [] } };
    expect(judge(world({ ...readFrom(PUBLIC), ...change })).verdict).toBe('bypassed');
  });
});

describe('connected: read over verified TLS, from an address of the endpoint', () => {
  test('when all is well', () => {
    expect(judge(world())).toEqual({ verdict: 'connected', because: expect.stringContaining(ENI_A) });
  });

  test('when another interface is silent', () => {
    const change = { tcp: [tcp(ENI_A), silentTcp(ENI_B)], tls: [tls(ENI_A), tls(ENI_B, { outcome: 'not-connected' })] };
    expect(judge(world(change)).verdict).toBe('connected');
  });

  test("when the endpoint's own name alone says what its addresses are", () => {
    const endpoint = { dnsNames: [], networkInterfaces: [], vpcCidrs: [] };
    expect(judge(world({ target: target({ endpoint }) })).verdict).toBe('connected');
  });
});

describe('unproven: anything else, with its reason', () => {
  test.each<[string, WorldChange, string]>([
    [
      'when nothing was read',
      { secret: unseen('timed-out', 'the budget was spent on DNS') },
      'the budget was spent on DNS',
    ],
    [
      'when the service failed once',
      { secret: refusal('InternalServiceError', null, { status: 500 }) },
      'InternalServiceError',
    ],
    ['when the run ended first', { secret: unread('unfinished') }, "wasn't read"],
    [
      "when the endpoint's addresses aren't known",
      {
        target: target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: ['10.0.0.0/16'] } }),
        endpointDns: unseen('skipped', "the endpoint's own DNS names were not given"),
      },
      "the endpoint's addresses aren't known",
    ],
    ['when nobody saw which address carried the call', { secret: secret({ remoteAddress: null }) }, 'unknown address'],
    ['when an address carried it that was never tried', { secret: secret({ remoteAddress: STALE }) }, STALE],
    ['when no path was seen', { tcp: unseen('failed', 'EMFILE') }, ENI_A],
    [
      "when the verifier's role is denied",
      { secret: notAllowedBy('identity-based policy') },
      "Only the verifier's own access",
    ],
    [
      "when the verifier's canary is missing",
      { secret: refusal('ResourceNotFoundException', null) },
      "Only the verifier's own access",
    ],
    [
      "when the verifier's quota is used up",
      { secret: refusal('ThrottlingException', null) },
      "Only the verifier's own access",
    ],
    [
      "when the verifier's role is denied a workload's secret by the endpoint",
      { secret: notAllowedBy('VPC endpoint policy'), target: target({ canary: false }) },
      "Only the verifier's own access",
    ],
  ])('%s', (_, change, because) => {
    expect(judge(world(change))).toEqual({ verdict: 'unproven', because: expect.stringContaining(because) });
  });

  test('advice is no reason for it', () => {
    const proxies = [{ variable: 'HTTPS_PROXY', host: 'proxy.corp:3128' }];
    const advised = { environment: environment({ proxies }), secret: unread('unfinished') };
    expect(judge(world(advised)).because).toBe(judge(world({ secret: unread('unfinished') })).because);
  });

  test.each<[string, WorldChange]>([
    ['was not seen', { tls: unseen('failed', 'EMFILE') }],
    ['was not finished', { tls: tlsWithBoth({ outcome: 'unfinished' }) }],
  ])('when TLS with the endpoint %s, and the reason is not that its addresses are not known', (_, change) => {
    const { verdict, because } = judge(world(change));
    expect(verdict).toBe('unproven');
    expect(because).not.toContain('not known');
  });
});

describe('the carrying path', () => {
  const { paths } = derive(world());

  test("is the one with the socket's address", () => {
    expect(carryingPath(secret({ remoteAddress: ENI_B }), paths)?.networkInterfaceId).toBe('eni-0bbb');
  });

  test.each([null, STALE])('is none for the address %s', (remoteAddress) => {
    expect(carryingPath(secret({ remoteAddress }), paths)).toBeNull();
  });

  test('is none where no path was seen', () => {
    expect(carryingPath(secret(), unseen('failed', 'EMFILE'))).toBeNull();
  });
});

test('a read over an address that was never probed proves nothing, and says so', () => {
  const { verdict, because } = judge(world({ secret: secret({ remoteAddress: '10.0.9.9' }) }));
  expect(verdict).toBe('unproven');
  expect(because).toContain("isn't one of the addresses that were probed");
});
