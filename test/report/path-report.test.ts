import { describe, expect, test } from '@jest/globals';
import type { Flow } from '../../lib/evaluate/network/flow.ts';
import { evaluatePath } from '../../lib/evaluate/network/path.ts';
import type { PathEvaluation } from '../../lib/model/path-evaluation.ts';
import type { PathReport } from '../../lib/model/path-report.ts';
import type { Reachability } from '../../lib/model/reachability.ts';
import { pathReportOf } from '../../lib/report/path-report.ts';
import renderPathText from '../../lib/report/render/path-text.ts';
import { byCidr, CLIENT, call, ENDPOINT, network, type Settings, span, tcpEntry } from '../support/network.ts';

const evaluated = (set: Settings = {}, flow: Partial<Flow> = {}): PathEvaluation =>
  evaluatePath(call(flow), network(set));
const open = evaluated();
const closed = evaluated({ endpointIngress: [] });

const PLACES = { source: CLIENT.addresses, destination: ENDPOINT.addresses };

/** The report of some paths, of which only the rulings matter here. */
const reportOn = (evaluations: readonly PathEvaluation[], warnings: readonly string[] = []): PathReport =>
  pathReportOf(
    evaluations.map((evaluation) => ({ ...PLACES, evaluation })),
    [],
    warnings,
  );

const hopLinesIn = (text: string) => text.split('\n').filter((line) => / [→←] /.test(line));

const forwardHopsOf = ({ hops }: PathEvaluation) => hops.filter(({ leg }) => leg === 'forward');

/** An evaluation of which only what it amounts to matters. */
const amounting = (reach: Reachability): PathEvaluation => ({
  predicted: reach,
  forward: reach,
  return: 'open',
  hops: [],
  because: [],
  notRead: [],
});

describe('the report of a way is a contract', () => {
  test('has these fields, in this order', () => {
    const report = reportOn([open], ['a warning']);
    expect(Object.keys(report)).toEqual([
      'schema',
      'kind',
      'predicted',
      'forward',
      'return',
      'endpoint',
      'because',
      'findings',
      'paths',
      'notRead',
      'warnings',
    ]);
    expect(report).toMatchObject({
      schema: 2,
      kind: 'offline',
      predicted: 'open',
      forward: 'open',
      return: 'open',
      endpoint: [],
      because: [],
      warnings: ['a warning'],
    });
  });

  test('has every path, with its ends and its hops', () => {
    const other = { source: span('10.0.7.0/24'), destination: span('10.0.1.101'), evaluation: closed };
    const { paths } = pathReportOf([{ ...PLACES, evaluation: open }, other], [], []);
    expect(paths.map(({ hops, ...path }) => path)).toEqual([
      { source: '10.0.7.20', destination: '10.0.1.100', predicted: 'open' },
      { source: '10.0.7.0/24', destination: '10.0.1.101', predicted: 'closed' },
    ]);
    expect(paths.map(({ hops }) => hops.length)).toEqual([open.hops.length, closed.hops.length]);
  });

  test('has these fields for every hop', () => {
    const { hops } = reportOn([closed]).paths[0] ?? { hops: [] };
    expect(hops).toHaveLength(8);
    for (const hop of hops)
      expect(Object.keys(hop)).toEqual([
        ...['kind', 'leg', 'direction', 'resources', 'because', 'effect', 'shows', 'parts', 'partsLeftOut'],
      ]);
    expect(hops[4]).toEqual({
      kind: 'security-group',
      leg: 'forward',
      direction: 'in',
      resources: ['sg-endpoint'],
      because: 'sg/endpoint-ingress-missing',
      effect: 'deny',
      shows: 'no rule allows it',
      parts: [{ addresses: '10.0.7.20', ports: '443', effect: 'deny', rule: null, reason: { kind: 'no-rule-allows' } }],
      partsLeftOut: 0,
    });
  });

  test('of a ruling in many parts has the first, and counts the rest', () => {
    const cidrs = Array.from({ length: 300 }, (_, index) => `10.0.7.${index % 256}/32`).filter((_, at) => at % 2 === 0);
    const wide = { ...CLIENT, addresses: span('10.0.7.0/24') };
    const evaluation = evaluated({ endpointIngress: cidrs.map((cidr) => byCidr(cidr)) }, { source: wide });
    const { hops } = reportOn([evaluation]).paths[0] ?? { hops: [] };
    expect(hops[4]?.parts).toHaveLength(10);
    expect(hops[4]?.partsLeftOut).toBeGreaterThan(200);
    for (const { shows } of hops) expect(shows.length).toBeLessThan(300);
  });

  test('survives JSON unchanged', () => {
    const report = reportOn([open, closed], ['w']);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe('ways to several interfaces, together', () => {
  test.each<[readonly Reachability[], Reachability]>([
    [['open', 'open'], 'open'],
    [['closed', 'closed'], 'closed'],
    [['open', 'closed'], 'mixed'],
    [['closed', 'mixed'], 'mixed'],
    [['mixed', 'mixed'], 'mixed'],
    [['open', 'unknown'], 'unknown'],
    [['closed', 'unknown', 'open'], 'unknown'],
    [['unknown', 'unknown'], 'unknown'],
    [[], 'unknown'],
  ])('%j are %s', (each, expected) => {
    const report = reportOn(each.map(amounting));
    expect({ predicted: report.predicted, forward: report.forward }).toEqual({
      predicted: expected,
      forward: expected,
    });
  });

  test('name each reason once', () => {
    const noReturn = evaluated({ endpointRoutes: [], endpointIngress: [] });
    expect(reportOn([closed, noReturn, closed]).because).toEqual([
      'sg/endpoint-ingress-missing',
      'route/return-missing',
    ]);
  });
});

describe('the way as text', () => {
  test('has a line for each filter, then what it amounts to', () => {
    const lines = renderPathText(reportOn([closed])).split('\n');
    expect(lines[0]).toMatch(/^ {2}✓ → client security group +sg-client: egress tcp 443 to 10\.0\.0\.0\/16$/);
    expect(lines[1]).toMatch(/^ {2}✓ → client subnet ACL, out +acl-client: rule 100 allows$/);
    expect(lines[4]).toMatch(/^ {2}✗ → endpoint security group +sg-endpoint: no rule allows it$/);
    expect(lines[5]).toBe('  ✓ ← reply: passes (3 of 3)');
    expect(lines.slice(7)).toEqual([
      '✗ closed by configuration, no packet was sent: forward path blocked, return path',
      '  open · sg/endpoint-ingress-missing',
      '',
    ]);
  });

  test('has a line for each filter on the way back too, if one of them does not pass', () => {
    const lines = renderPathText(reportOn([evaluated({ endpointRoutes: [] })])).split('\n');
    expect(lines[5]).toMatch(/^ {2}✓ ← endpoint subnet ACL, out +acl-endpoint: rule 100 allows$/);
    expect(lines[6]).toMatch(/^ {2}✗ ← endpoint route table +rtb-endpoint: /);
    expect(lines[7]).toMatch(/^ {2}✓ ← client subnet ACL, in +acl-client: /);
  });

  test.each([60, 80, 100])('fits a terminal of %i columns', (columns) => {
    const text = renderPathText(
      reportOn(
        [closed],
        ['a warning that is longer than most terminals are wide, of a file that holds none of what it should'],
      ),
      undefined,
      columns,
    );
    expect(text.split('\n').filter((line) => line.length > columns)).toEqual([]);
  });

  test('of several ways shows the first that is not open', () => {
    const other = evaluated({ clientEgress: [] });
    const text = renderPathText(reportOn([open, closed, other]));
    expect(text).toMatch(/✗ → endpoint security group +sg-endpoint: no rule allows it/);
    expect(text).not.toMatch(/sg-client: no rule/);
  });

  test('of several ways that are all open shows the first', () => {
    const destination = { ...ENDPOINT, addresses: span('10.0.1.101'), subnetId: 'subnet-client' };
    const other = evaluated({}, { destination });
    expect(other.hops.length).not.toBe(open.hops.length);
    expect(hopLinesIn(renderPathText(reportOn([open, other])))).toHaveLength(forwardHopsOf(open).length + 1);
  });

  test('of an open way says what speaks against the endpoint, and that it may not serve', () => {
    const note = { code: 'endpoint/pending', summary: 'its state is pending: it may not serve' } as const;
    const lines = renderPathText(pathReportOf([{ ...PLACES, evaluation: open }], [note], [])).split('\n');
    expect(lines).toContain('  !   its state is pending: it may not serve · endpoint/pending');
    expect(lines.slice(-3)).toEqual([
      '! open by configuration, no packet was sent: forward path open, return path',
      '  open, to an endpoint that may not serve',
      '',
    ]);
  });

  test('of a closed way says so first of all, whatever speaks against the endpoint', () => {
    const note = { code: null, summary: 'its state is odd: it may not serve' };
    const lines = renderPathText(pathReportOf([{ ...PLACES, evaluation: closed }], [note], [])).split('\n');
    expect(lines).toContain('  !   its state is odd: it may not serve');
    expect(lines.at(-3)).toMatch(/^✗ closed by configuration, no packet was sent: forward path blocked, return path$/);
  });

  test.each<[string, PathEvaluation, string]>([
    ['open', open, '✓ open'],
    ['unknown', evaluated({}, { source: { ...CLIENT, groupIds: null } }), '? unknown'],
    [
      'mixed',
      evaluated({ clientEntries: [tcpEntry(1, 32_768, 65_535), tcpEntry(1, 443, 443, { Egress: true })] }),
      '! mixed',
    ],
  ])('%s has its sign', (_, found, says) => {
    expect(renderPathText(reportOn([found]))).toContain(`\n${says} by configuration`);
  });

  test('says what is not known with a question mark for its name', () => {
    const text = renderPathText(reportOn([evaluated({}, { source: { ...CLIENT, groupIds: null } })]));
    expect(text).toMatch(/\? → client security group +\?: which security groups it has isn't known/);
  });

  test('warnings come first', () => {
    expect(renderPathText(reportOn([open], ['x.json: holds none'])).split('\n')[0]).toBe('! x.json: holds none');
  });

  test('hostile names keep to their line and bring no control characters', () => {
    const hostile = 'sg-\u001b[2J\r\n✓ open\u202e\u0007\u009b31m';
    const known = network({}, { securityGroups: [] });
    const found = evaluatePath(call({ source: { ...CLIENT, groupIds: [hostile] } }), known);
    const report = reportOn([found], [`${hostile}.json: holds none`]);
    const text = renderPathText(report);
    expect(text).toContain('\\u{1b}[2J');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    // Wrapped lines are indented: only a warning, and what it amounts to, begin at the edge.
    expect(text.split('\n').filter((line) => /^\S/.test(line))).toHaveLength(2);
  });

  test('colour is the only thing that paint adds', () => {
    const mark = (text: string) => `<${text}>`;
    const paint = { good: mark, bad: mark, warn: mark, faint: mark, strong: mark };
    const report = reportOn([closed], ['w']);
    expect(renderPathText(report, paint)).toContain('<✗>');
    expect(renderPathText(report, paint).replaceAll(/[<>]/g, '')).toBe(renderPathText(report));
  });
});
