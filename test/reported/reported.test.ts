import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../lib/model/report.ts';
import { runInProcess } from '../support/in-process.ts';

/** Worlds made after failure reports of people who run such workloads: each once as it was given, with the answer that is right. */
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const analyzed = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await runInProcess(['analyze', ...args, '--format', 'json']);
  return { code, stderr, report: JSON.parse(stdout) };
};

interface Expected {
  readonly files: readonly string[];
  readonly code: number;
  readonly verdict: Report['verdict'];
  readonly rootCause: Report['rootCause'];
  readonly says: readonly string[];
}

const judged: readonly (Expected & { readonly when: string })[] = [
  {
    when: "a hub's endpoint is another account's, and no hosted zone leads to it",
    files: ['hub-of-another-account/inside.json', 'hub-of-another-account/outside.json'],
    code: 1,
    verdict: 'broken',
    rootCause: 'dns/phz-not-associated',
    says: ['172.22.150.75', 'The network path to it is open'],
  },
  {
    when: 'the name belongs to the other of two endpoints, by configuration',
    files: ['two-endpoints/outside.json'],
    code: 2,
    verdict: 'unproven',
    rootCause: 'endpoint/duplicate',
    says: ['vpce-11old', 'vpce-11new'],
  },
  {
    when: 'the name belongs to the other of two endpoints, which lets nobody in',
    files: ['two-endpoints/inside.json', 'two-endpoints/outside.json'],
    code: 1,
    verdict: 'broken',
    rootCause: 'endpoint/duplicate',
    says: ['10.11.1.5', 'eni-11o', 'vpce-11old', 'vpce-11new'],
  },
  {
    when: "the endpoint's policy has a Deny outside the VPC and no Allow",
    files: ['policy-without-allow/outside.json'],
    code: 1,
    verdict: 'broken',
    rootCause: 'iam/vpce-implicit',
    says: ['vpce-20', 'it has no Allow statement'],
  },
  {
    when: 'a function is in a public subnet alone',
    files: ['public-subnets/outside-public-only.json'],
    code: 1,
    verdict: 'broken',
    rootCause: 'dns/endpoint-absent',
    says: ['subnet-04pub is public, which is no way out', "doesn't serve a function"],
  },
  {
    when: "one of a function's subnets is public, and the other has NAT",
    files: ['public-subnets/outside-one-private-one-public.json'],
    code: 2,
    verdict: 'unproven',
    rootCause: 'dns/endpoint-absent',
    says: ['works from subnet-04priv', 'never from subnet-04pub'],
  },
  ...[['inside'], ['outside'], ['inside', 'outside']].map((vantages) => ({
    when: `the client has IPv6 alone and the endpoint IPv4 alone, seen from ${vantages.join(' and ')}`,
    files: vantages.map((vantage) => `ipv6-client/${vantage}.json`),
    code: 1,
    verdict: 'broken' as const,
    rootCause: 'endpoint/iptype-mismatch' as const,
    says: ['The client has IPv6 alone', 'vpce-06 has IPv4 alone'],
  })),
];

test.each(judged)('$when', async ({ files, code, verdict, rootCause, says }) => {
  const { report, ...rest } = await analyzed(...files.map(at));
  expect({ ...rest, verdict: report.verdict, rootCause: report.rootCause }).toEqual({
    ...{ code, stderr: '' },
    ...{ verdict, rootCause },
  });
  for (const words of says) expect(report.because).toContain(words);
});

test("behind the name of another endpoint, that endpoint's group is the next fault, and its opening the fix", async () => {
  const { report } = await analyzed(at('two-endpoints/inside.json'), at('two-endpoints/outside.json'));
  expect(report.causes.map(({ code }: { code: string }) => code).slice(0, 2)).toEqual([
    'endpoint/duplicate',
    'sg/endpoint-ingress-missing',
  ]);
  expect(report.plan.steps[0].run).toEqual(expect.arrayContaining(['authorize-security-group-ingress', 'sg-11old']));
  expect(JSON.stringify(report.plan)).not.toContain('--private-dns-enabled');
});

test("private DNS of a hub's endpoint is neither suspected nor advised in another VPC", async () => {
  const { report } = await analyzed(
    at('hub-of-another-account/inside.json'),
    at('hub-of-another-account/outside.json'),
  );
  expect(JSON.stringify([report.causes, report.plan])).not.toMatch(/private-dns-enabled|dns\/private-dns-off/);
});

describe('one path by configuration', () => {
  test.each([
    [
      'between two address families is closed, and no mistake of whoever asks',
      ['ipv6-client/described', '--from', 'eni-06t', '--to', 'vpce-06'],
      { code: 1, predicted: 'closed', because: ['endpoint/iptype-mismatch'] },
    ],
    [
      'does not lead to another VPC by a local route',
      ['local-route-of-another-vpc', '--from', 'eni-0a', '--to', 'eni-0b'],
      { code: 1, predicted: 'closed', because: expect.arrayContaining(['route/no-route-to-hub']) },
    ],
    [
      'is mixed where one half of the replies is lost',
      ['half-of-the-replies/10-8-7-0-25', '--from', 'subnet-c', '--to', 'vpce-1'],
      { code: 2, return: 'mixed' },
    ],
    [
      'is mixed where the other half is lost',
      ['half-of-the-replies/10-8-7-128-25', '--from', 'subnet-c', '--to', 'vpce-1'],
      { code: 2, return: 'mixed' },
    ],
  ])('%s', async (_, [folder = '', ...args], { code, ...expected }) => {
    const { report, ...rest } = await analyzed(at(folder), ...args);
    expect(rest.code).toBe(code);
    expect(report).toMatchObject(expected);
  });

  test('says what makes an endpoint dual-stack, its subnets first, and nothing of what else an address has beside it', async () => {
    const path = at('ipv6-client/described');
    const { report } = await analyzed(path, '--from', 'eni-06t', '--to', 'vpce-06');
    expect(report.findings[0].steps.map(({ say }: { say: string }) => say)).toEqual([
      'Give subnet-06v4 an IPv6 CIDR block',
      expect.stringContaining('Make the endpoint dual-stack'),
    ]);
    const literal = await analyzed(path, '--from', '2a05:d018:1:601::77', '--to', 'vpce-06');
    expect(literal.report).toMatchObject({ predicted: 'closed', findings: [] });
  });

  test.each([
    ['privatednsoff', 'dns/private-dns-off'],
    ['ssmservice', 'endpoint/wrong-service'],
    ['pendingstate', 'endpoint/pending'],
  ])('to an endpoint that does not serve (%s) is open, with a word, and not green', async (folder, note) => {
    const { code, report } = await analyzed(
      at(`endpoint-that-does-not-serve/${folder}`),
      ...['--from', 'eni-20t', '--to', 'vpce-20'],
    );
    expect({ code, predicted: report.predicted }).toEqual({ code: 2, predicted: 'open' });
    expect(report.endpoint.map((one: { code: string }) => one.code)).toContain(note);
  });
});
