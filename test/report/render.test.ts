import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CHECKS } from '../../lib/diagnose/checks/index.ts';
import type { Report } from '../../lib/model/report.ts';
import renderJunit from '../../lib/report/render/junit.ts';
import renderMarkdown from '../../lib/report/render/markdown.ts';
import { mdCode } from '../../lib/report/render/markup.ts';
import type { Paint } from '../../lib/report/render/paint.ts';
import { plain, shellLine } from '../../lib/report/render/plain.ts';
import renderShort from '../../lib/report/render/short.ts';
import renderText from '../../lib/report/render/text.ts';
import { reportOf } from '../../lib/report/report.ts';
import { configured, groups, inspected } from '../support/configuration.ts';
import {
  denied,
  ENI_A,
  ENI_B,
  environment,
  factsOf,
  refusal,
  silentTcp,
  target,
  tcp,
  tls,
  unread,
  world,
} from '../support/world.ts';

const render = (...args: Parameters<typeof world>) => renderText(reportOf(factsOf(world(...args))));

describe('the text report', () => {
  test('a healthy run shows the way, the proof, and closes with the verdict and the count', () => {
    const text = renderText(reportOf(factsOf(configured())));
    for (const phase of ['DNS', 'TCP', 'TLS', 'HTTP', 'API']) expect(text).toMatch(new RegExp(`✓ ${phase} `));
    expect(text).toContain('Proof of the private path');
    expect(text.trimEnd().split('\n').slice(-4)).toEqual([
      '✓ connected',
      `  The secret was read over verified TLS from ${ENI_A}, an address of the`,
      '  endpoint.',
      expect.stringMatching(/^ {2}\d+ checks: \d+ passed(, \d+ not applicable)?$/),
    ]);
  });

  test('a fault shows its root cause, evidence, candidates and fix, and no proof', () => {
    const text = render({
      tcp: [silentTcp(ENI_A), silentTcp(ENI_B)],
      tls: [tls(ENI_A, { outcome: 'not-connected' }), tls(ENI_B, { outcome: 'not-connected' })],
      secret: { state: 'unseen', why: 'skipped', detail: 'no address completed TLS' },
    });
    expect(text).toContain('✗ broken: Connections to port 443 are never answered (path/packets-dropped)');
    expect(text).toContain('SYN unanswered for 3.0 s');
    expect(text).toMatch(/^ {2}Suspects +sg\/endpoint-ingress-missing: /m);
    expect(text).toContain('not tried: TCP never opened');
    expect(text).toContain('vpce-doctor explain path/packets-dropped');
    expect(text).not.toContain('Proof');
    // What nobody knows is no fix.
    expect(text).not.toMatch(/^ {2}(Fix|Likely)/m);
    expect(text).toMatch(/^ {2}Next +/m);
  });

  test('a reason is said once, however many groups of checks it kept from judging', () => {
    const report = reportOf(factsOf(configured()));
    const group = { needs: [], why: 'skipped', detail: 'nobody asked', codes: ['dns/flapping'] } as const;
    const twice = {
      ...report,
      undecided: [group, { ...group, why: 'denied', codes: ['dns/split-answer', 'tls/fin'] }],
    };
    for (const text of [renderText(twice as Report), renderMarkdown(twice as Report)]) {
      expect(text.split('nobody asked')).toHaveLength(2);
      expect(text).toMatch(/3 (checks )?not run: nobody asked/);
    }
  });

  test('a fault on one of two interfaces is said beside the proof, with what the proof does not cover', () => {
    const text = render({
      tcp: [tcp(ENI_A), silentTcp(ENI_B)],
      tls: [tls(ENI_A), tls(ENI_B, { outcome: 'not-connected' })],
    });
    expect(text.replaceAll(/\n {2}/g, ' ')).toMatch(/^! connected, but degraded: .*\(path\/interface-silent\)/m);
    expect(text).toContain(`Not covered by this proof: ${ENI_B}`);
  });

  test('what concerns only the verifier says so', () => {
    const text = render({
      secret: denied('because no identity-based policy allows the secretsmanager:GetSecretValue action'),
    });
    expect(text.match(/only the verifier's own\s+access/gi)).toHaveLength(1);
    expect(text).toContain('? unproven');
  });

  test('no verdict, cause or step is said twice', () => {
    const lines = render({ tcp: [silentTcp(ENI_A), silentTcp(ENI_B)] })
      .split('\n')
      .filter((line) => line.length > 12);
    expect(lines).toEqual([...new Set(lines)]);
  });

  test.each([60, 80, 100])('wraps prose at %i columns, and commands so that a shell still takes them', (columns) => {
    const text = renderText(
      reportOf(
        factsOf(configured({ securityGroups: groups({ ingress: [] }), tcp: [silentTcp(ENI_A), silentTcp(ENI_B)] })),
      ),
      undefined,
      columns,
    );
    const long = text.split('\n').filter((line) => line.length > columns);
    // A name that is longer than a line stays whole.
    expect(long.filter((line) => line.trim().includes(' ') && !/^ +\S+: \S+$/.test(line))).toEqual([]);
    const command = /aws ec2 authorize(?:[^\n\\]|\\\n)*/.exec(text)?.[0].replaceAll(/\\\n\s+/g, '');
    expect(command).toBe(
      'aws ec2 authorize-security-group-ingress --region eu-west-2 --group-id sg-endpoint --protocol tcp --port 443 --source-group sg-client',
    );
  });

  test('colour is the only thing that paint adds', () => {
    const marked: Paint = {
      good: (t) => `<${t}>`,
      bad: (t) => `<${t}>`,
      warn: (t) => `<${t}>`,
      faint: (t) => `<${t}>`,
      strong: (t) => `<${t}>`,
    };
    const report = reportOf(factsOf(world()));
    expect(renderText(report, marked).replace(/[<>]/g, '')).toBe(renderText(report).replace(/[<>]/g, ''));
  });

  test('a hostile name cannot write to the terminal', () => {
    const hostile = 'prod/db\u001b[2J\u001b]0;owned\u0007\r\nfake line \u202egnp.exe\u2028x';
    const text = render({
      target: target({ secretId: hostile }),
      secret: refusal('ResourceNotFoundException', `can't find ${hostile}`),
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029]/);
    expect(text).toContain('\\u{1b}[2J');
    expect(text.split('\n').some((line) => line.startsWith('fake line'))).toBe(false);
  });
});

test('every check is counted once, also where advice explains advice', () => {
  const flags = environment({
    endpointUrls: [{ variable: 'AWS_ENDPOINT_URL', host: 'x.example' }],
    usesDualStack: true,
  });
  const { causes } = reportOf(factsOf(world({ environment: flags })));
  expect(causes.map(({ code, accountsFor }) => [code, accountsFor.length])).toContainEqual([
    'config/endpoint-plus-dualstack',
    1,
  ]);
  expect(renderShort(reportOf(factsOf(world({ environment: flags, secret: unread('silent') }))))).toContain(
    `${CHECKS.length} checks: `,
  );
});

describe('plain text', () => {
  test('never holds a control character, and leaves ordinary text alone', () => {
    expect(plain('Größe 10 → ok ✓')).toBe('Größe 10 → ok ✓');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[\u0000-\u001f\u007f-\u009f]/.test(plain(text))));
  });
});

describe('a command', () => {
  test('is quoted only where a shell needs it', () => {
    expect(shellLine(['aws', 'ec2', 'describe-vpc-endpoints', '--vpc-endpoint-ids', 'vpce-1'])).toBe(
      'aws ec2 describe-vpc-endpoints --vpc-endpoint-ids vpce-1',
    );
    expect(shellLine(['--query', 'VpcEndpoints[].PolicyDocument'])).toBe("--query 'VpcEndpoints[].PolicyDocument'");
  });

  test('cannot be broken out of by a name', () => {
    expect(shellLine(['--secret-id', "x'; rm -rf / #"])).toBe(`--secret-id 'x'\\''; rm -rf / #'`);
    expect(shellLine(['--secret-id', '$(reboot)\n`reboot`'])).toBe("--secret-id '$(reboot)\\u{a}`reboot`'");
    expect(shellLine(['--secret-id', ''])).toBe("--secret-id ''");
  });
});

describe('formats for machines and tickets', () => {
  const HOSTILE = `x"'><script>alert(1)</script> [a](http://b) | # \`code\` @team &amp; \u001b[2J\u0000\ufffe]]>`;
  const hostile = () =>
    reportOf(
      factsOf(
        world({
          target: target({ secretId: HOSTILE }),
          secret: refusal('ResourceNotFoundException', `can't find ${HOSTILE}`),
        }),
      ),
    );

  test('JUnit is well-formed XML, whatever a resource is called', () => {
    const text = renderJunit(hostile());
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    expect(text).not.toContain('<script');
    const open: string[] = [];
    for (const [, closing, name = '', selfClosing] of text.matchAll(/<(\/?)(\w+)(?:\s+\w+="[^"<>]*")*\s*(\/?)>/g)) {
      if (closing) expect(open.pop()).toBe(name);
      else if (!selfClosing) open.push(name);
    }
    expect(open).toEqual([]);
    expect(text.replace(/<\?xml[^>]*\?>|<\/?\w+(?:\s+\w+="[^"<>]*")*\s*\/?>/g, '')).not.toMatch(/[<>]/);
  });

  test('JUnit counts what it holds: one failure for the verdict and one for each cause', () => {
    const text = renderJunit(hostile());
    const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
    expect(text).toContain(
      `tests="${count(/<testcase /g)}" failures="${count(/<failure /g)}" skipped="${count(/<skipped /g)}"`,
    );
    expect(count(/<failure /g)).toBe(2);
    expect(renderJunit(reportOf(factsOf(world())))).toContain('failures="0"');
  });

  test('JUnit fails as the job does: what degrades is a warning where the exit code is 0, and a failure where it is 1', () => {
    const report = reportOf(factsOf(world({ tcp: [tcp(ENI_A), silentTcp(ENI_B)] })));
    expect(renderJunit(report)).toMatch(/failures="0"[\s\S]*<system-out>degrading: /);
    expect(renderJunit({ ...report, exitCode: 1 })).toMatch(/failures="2"[\s\S]*<failure type="degrading"/);
  });

  test('JUnit of what was only read claims no read', () => {
    const text = renderJunit(reportOf(factsOf(inspected())));
    expect(text).toContain('failures="0"');
    expect(text).toContain('by configuration, every path to ');
    expect(text).not.toContain('is read through the endpoint');
  });

  test('Markdown lets no name start HTML, a link, a cell or a mention', () => {
    const text = renderMarkdown(hostile()).replace(/(`+) ?[^\n]*?\1/g, '');
    expect(text).not.toMatch(/(?<!\\)<script|(?<!\\)\[a\]|@team/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  test('code in Markdown cannot be left from inside', () => {
    expect(mdCode('a ``b`` c').text).toBe('``` a ``b`` c ```');
    expect(mdCode('plain').text).toBe('`plain`');
  });

  test('short is one line while all is well, and a line for each cause otherwise', () => {
    expect(renderShort(reportOf(factsOf(world())))).toMatch(/^✓ connected: .*\n$/);
    const lines = renderShort(hostile()).trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[1]).toMatch(/^ {2}secret\/not-found: /);
    // To list the secrets is no fix, but what to look at.
    expect(lines[2]).toMatch(/^ {2}Next: /);
    expect(lines[3]).toMatch(/^ {4}aws /);
    expect(lines[4]).toBe('  More: vpce-doctor explain secret/not-found');
    expect(lines[5]).toMatch(/^ {2}\d+ checks: /);
  });
});
