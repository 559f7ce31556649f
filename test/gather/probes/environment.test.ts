import { expect, test } from '@jest/globals';
import { readEnvironment } from '../../../lib/gather/probes/environment.ts';

function address(text: string, internal = false) {
  const common = { address: text, netmask: '', mac: '02:00:00:00:00:01', internal, cidr: null };
  return text.includes(':')
    ? ({ ...common, family: 'IPv6', scopeid: 0 } as const)
    : ({ ...common, family: 'IPv4' } as const);
}

const INTERFACES = { lo: [address('127.0.0.1', true)], eth0: [address('169.254.76.1'), address('fe80::1')] };

test("Lambda's own environment holds nothing odd", async () => {
  const variables = { AWS_REGION: 'eu-west-2', AWS_ACCESS_KEY_ID: 'ASIAEXAMPLEEXAMPLE' };
  expect(await readEnvironment(variables, INTERFACES)).toEqual({
    proxies: [],
    noProxy: [],
    endpointUrls: [],
    usesFips: false,
    usesDualStack: false,
    extraAuthorities: null,
    verifiesCertificates: true,
    accessKey: 'temporary',
    roleVariables: [],
    addressFamilies: [4],
  });
});

test.each([
  ['IPv4 alone, beside what IPv6 has on every link', INTERFACES, [4]],
  ['IPv6 alone', { eth0: [address('2001:db8::7')], lo: [address('127.0.0.1', true)] }, [6]],
  ['both', { eth0: [address('10.0.0.7'), address('2001:db8::7')] }, [4, 6]],
  ['nothing but loopback', { lo: [address('127.0.0.1', true)] }, []],
])('a host has addresses of %s', async (_, interfaces, expected) => {
  expect((await readEnvironment({}, interfaces)).addressFamilies).toEqual(expected);
});

test('of a URL the host alone is kept: the rest may hold a password', async () => {
  const { proxies, endpointUrls } = await readEnvironment({
    HTTPS_PROXY: 'http://user:hunter2@proxy.corp:3128/path?token=hunter2',
    all_proxy: 'proxy.corp:1080',
    AWS_ENDPOINT_URL: 'https://user:hunter2@secrets.corp.example/hunter2',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: 'not a URL: hunter2',
  });
  expect(proxies).toEqual([
    { variable: 'HTTPS_PROXY', host: 'proxy.corp:3128' },
    { variable: 'all_proxy', host: 'proxy.corp:1080' },
  ]);
  // The service's own comes first, as SDKs take it first.
  expect(endpointUrls).toEqual([
    { variable: 'AWS_ENDPOINT_URL_SECRETS_MANAGER', host: null },
    { variable: 'AWS_ENDPOINT_URL', host: 'secrets.corp.example' },
  ]);
  expect(JSON.stringify({ proxies, endpointUrls })).not.toContain('hunter2');
});

test.each([
  'http://alice:hunter2#abcd@proxy.corp:3128',
  'http://alice:p@hunter2/word@proxy.corp:3128',
  'http://hunter2?x:y@proxy.corp:3128',
  'hunter2#:x@proxy.corp',
])('a password that breaks the URL is not taken for its host: %s', async (HTTPS_PROXY) => {
  const { proxies } = await readEnvironment({ HTTPS_PROXY });
  expect(proxies).toEqual([{ variable: 'HTTPS_PROXY', host: null }]);
});

test('an empty NO_PROXY hides nothing of the other one', async () => {
  expect((await readEnvironment({ NO_PROXY: '', no_proxy: '.amazonaws.com' })).noProxy).toEqual(['.amazonaws.com']);
});

test('a password that stands in NO_PROXY is kept nowhere', async () => {
  const NO_PROXY = 'localhost, http://user:Pw-secret@proxy.corp:3128, 10.0.0.0/8, [::1]:443, user:Pw-secret@proxy';
  expect((await readEnvironment({ NO_PROXY })).noProxy).toEqual(['localhost', '10.0.0.0/8', '[::1]:443']);
});

test('endpoint URLs that SDKs are told to ignore are none', async () => {
  const variables = { AWS_ENDPOINT_URL: 'http://localhost:4566', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
  expect((await readEnvironment(variables)).endpointUrls).toEqual([]);
});

test.each([
  [undefined, 'none'],
  ['', 'none'],
  ['AKIAEXAMPLEEXAMPLE12', 'long-term'],
  ['ASIAEXAMPLEEXAMPLE12', 'temporary'],
])('the access key %p is told by its kind: %s', async (AWS_ACCESS_KEY_ID, kind) => {
  const read = await readEnvironment({ AWS_ACCESS_KEY_ID });
  expect(read.accessKey).toBe(kind);
  if (AWS_ACCESS_KEY_ID) expect(JSON.stringify(read)).not.toContain(AWS_ACCESS_KEY_ID);
});

test('a file of authorities is there or not', async () => {
  const { extraAuthorities: here } = await readEnvironment({ NODE_EXTRA_CA_CERTS: import.meta.filename });
  const { extraAuthorities: gone } = await readEnvironment({ NODE_EXTRA_CA_CERTS: '/nowhere/ca.pem' });
  expect([here?.isReadable, gone?.isReadable]).toEqual([true, false]);
});

test('flags, exceptions and roles are read by the names that SDKs use', async () => {
  const read = await readEnvironment({
    AWS_USE_FIPS_ENDPOINT: 'True',
    AWS_USE_DUALSTACK_ENDPOINT: 'false',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    no_proxy: 'localhost, .corp  169.254.169.254,',
    AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/token',
  });
  expect(read).toMatchObject({
    usesFips: true,
    usesDualStack: false,
    verifiesCertificates: false,
    noProxy: ['localhost', '.corp', '169.254.169.254'],
    roleVariables: ['AWS_WEB_IDENTITY_TOKEN_FILE'],
  });
});
