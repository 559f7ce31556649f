import type { Phase, Proof, Report, ReportedCause, ReportedRun } from '../../model/report.ts';
import type { Verdict } from '../../model/verdict.ts';
import { count, countsOf, reasonsIn } from './counts.ts';
import { notLive } from './not-live.ts';
import { noPaint, type Paint } from './paint.ts';
import { hopLines, notReadLines } from './path-text.ts';
import { plain, shellLine } from './plain.ts';
import { isOutside, whereOf } from './runs.ts';

const SIGN: Readonly<Record<Phase['state'], string>> = { ok: '✓', partly: '!', failed: '✗', 'not-reached': '?' };
const VERDICT_SIGN: Readonly<Record<Verdict, string>> = { connected: '✓', bypassed: '!', broken: '✗', unproven: '?' };

const painterOf = (paint: Paint, sign: string) =>
  ({ '✓': paint.good, '!': paint.warn, '✗': paint.bad })[sign] ?? paint.faint;

/** The report for people: the way of the request, what is wrong and how to fix it, and last what it all amounts to. */
export default function renderText(report: Report, paint: Paint = noPaint): string {
  const blocks = [
    ...report.runs.flatMap((run) => [
      headline(run, report, paint),
      run.place === 'outside' ? '' : run.phases.map((phase) => phaseLine(phase, paint)).join('\n'),
    ]),
    wayLines(report, paint),
    ...report.runs.map((run) => (run.proof ? proofLines(run, run.proof) : '')),
    ...report.causes.map((cause, index) => causeLines(cause, index, report, paint)),
    undecidedLines(report, paint),
    closing(report, paint),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function headline(run: ReportedRun, report: Report, paint: Paint): string {
  const { target, takenAt } = run;
  const { name, version } = report.tool;
  const first = `${name} ${version} · ${target.host} from ${whereOf(run)}${notLive(report)}`;
  return `${paint.strong(plain(first))}\n${paint.faint(plain(`${target.secretId === null ? '' : `secret ${target.secretId} · `}${takenAt}`))}`;
}

function phaseLine({ name, state, shows, tookMs }: Phase, paint: Paint): string {
  const sign = SIGN[state];
  const time = tookMs === null ? '' : `${tookMs < 10 ? tookMs.toFixed(1) : Math.round(tookMs)} ms`;
  return `  ${painterOf(paint, sign)(sign)} ${name.padEnd(4)}  ${time.padStart(8)}  ${plain(shows)}`;
}

/** The way by configuration, hop by hop, where that is the news: it is closed somewhere, or nothing else was looked at. */
function wayLines({ paths, runs }: Report, paint: Paint): string {
  const ruled = paths.filter((path) => path.hops.length > 0);
  const closed = ruled.find((path) => path.hops.some((hop) => hop.effect === 'deny' || hop.effect === 'mixed'));
  const shown = closed ?? (isOutside(runs) ? ruled[0] : undefined);
  if (!shown) return '';
  const at = shown.networkInterfaceId === null ? shown.address : `${shown.address} (${shown.networkInterfaceId})`;
  const lines = [...hopLines(shown.hops, paint), ...notReadLines(shown.notRead, paint)].map((line) => `  ${line}`);
  return [`  By configuration, the path to ${plain(at)} is ${shown.predicted}`, ...lines].join('\n');
}

function proofLines({ target }: ReportedRun, proof: Proof): string {
  const owner = [proof.networkInterfaceId, proof.availabilityZone && `in ${proof.availabilityZone}`];
  const ofEndpoint = proof.vpcEndpointId === null ? 'the endpoint' : proof.vpcEndpointId;
  const lines = [
    `the name ${target.host} leads to ${proof.remoteAddress}`,
    `that is an address of ${ofEndpoint}${owner.some(Boolean) ? ` (${owner.filter(Boolean).join(' ')})` : ''}`,
    `${proof.tlsProtocol ?? 'TLS'} was verified there, issued by ${proof.certificateIssuer ?? 'an unknown issuer'}`,
    `the socket that carried the value was connected to it${proof.requestId === null ? '' : `, request ${proof.requestId}`}`,
  ];
  return ['  Proof of the private path', ...lines.map((line) => `    · ${plain(line)}`)].join('\n');
}

function causeLines(cause: ReportedCause, index: number, report: Report, paint: Paint): string {
  const root = index === 0 && cause.code === report.rootCause;
  const sign = cause.severity === 'blocking' ? '✗' : cause.severity === 'degrading' ? '!' : 'i';
  const label = root ? 'root cause' : cause.severity === 'advisory' ? 'advice' : 'another cause';
  const scope = cause.on === 'verifier' ? ', concerns only the verifier itself' : '';
  const found =
    cause.runs.length < report.runs.length
      ? `, seen ${cause.runs.map((run) => fromRun(report, run)).join(' and ')}`
      : '';
  const lines = [
    painterOf(paint, sign)(`${sign} ${plain(cause.title)}`),
    paint.faint(`  ${cause.code} · ${label}, ${cause.severity}${scope}${plain(found)}`),
    `  ${plain(cause.summary)}`,
    ...section(
      'Seen',
      cause.evidence.map((one) => `${one.fact}: ${one.shows}`),
    ),
    ...section(
      'Accounts for',
      cause.accountsFor.map((one) => `${one.code}: ${one.summary}`),
    ),
    ...section(
      'May be, likeliest first',
      (cause.candidates ?? []).map((one) => `${one.cause}: ${one.why}`),
    ),
    ...(cause.wouldDecide ? [`  Would decide: ${plain(cause.wouldDecide)}`] : []),
    '  Fix',
    ...cause.fixes.flatMap((fix) => [`    · ${plain(fix.say)}`, ...(fix.run ? [`        ${shellLine(fix.run)}`] : [])]),
    paint.faint(`  More: vpce-doctor explain ${cause.code}`),
  ];
  return lines.join('\n');
}

/** A run in a few words, where there are several. */
const fromRun = ({ runs }: Report, index: number): string => {
  const run = runs[index];
  return run ? `from ${whereOf(run)}` : '';
};

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`  ${title}`, ...lines.map((line) => `    · ${plain(line)}`)];

function undecidedLines({ undecided }: Report, paint: Paint): string {
  if (undecided.length === 0) return '';
  const lines = reasonsIn(undecided).map(([reason, checks]) => `    · ${count(checks, 'check')}: ${plain(reason)}`);
  return [paint.faint('? Undecided, neither passed nor failed'), ...lines].join('\n');
}

/** The last lines say all that a tired reader needs: the verdict, why, the fix, and how many checks ran. */
function closing(report: Report, paint: Paint): string {
  const sign = VERDICT_SIGN[report.verdict];
  const root = report.causes.find((cause) => cause.code === report.rootCause);
  const fix = root?.fixes[0];
  const degraded = root && report.verdict === 'connected' ? ', but degraded' : '';
  return [
    painterOf(paint, sign)(paint.strong(`${sign} ${report.verdict}${degraded}`)) +
      (root ? ` · root cause ${root.code}` : ''),
    `  ${plain(report.because)}`,
    ...(fix
      ? [`  Fix: ${plain(fix.say)}.${report.verdict === 'broken' ? ' This may reveal the next fault behind it.' : ''}`]
      : []),
    ...(fix?.run ? [`    ${shellLine(fix.run)}`] : []),
    ...notCovered(report),
    paint.faint(`  ${countsOf(report)}`),
  ].join('\n');
}

function notCovered({ runs, verdict }: Report): readonly string[] {
  const addresses = [...new Set(runs.flatMap(({ coverage }) => coverage.addresses.notAnswered))];
  if (verdict !== 'connected' || addresses.length === 0) return [];
  return [`  Not covered by this proof: ${plain(addresses.join(', '))}, which did not answer.`];
}
