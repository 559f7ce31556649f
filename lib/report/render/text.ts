import { unique } from '../../facts/unique.ts';
import type { Proof, Report, ReportedCause, ReportedRun } from '../../model/report.ts';
import { aboutOf, alternativeLines, detailLines, otherCauseLines } from './cause-text.ts';
import { count, countsOf, reasonsIn } from './counts.ts';
import { headOf } from './head.ts';
import { notLive } from './not-live.ts';
import { noPaint, type Paint, painterOf } from './paint.ts';
import { hopLines, notReadLines } from './path-text.ts';
import { phaseLines } from './phases-text.ts';
import { isOutside, whereOf } from './runs.ts';
import { labelled, lookLines, planLines } from './steps-text.ts';
import { COLUMNS, wrap } from './wrap.ts';

/** The report for people: how far the request got, where the path is blocked, and last what is wrong and what to do. */
export default function renderText(report: Report, paint: Paint = noPaint, columns = COLUMNS): string {
  const root = report.causes.find(({ code }) => code === report.rootCause);
  const others = report.causes.filter((cause) => cause !== root);
  const blocks = [
    ...report.runs.flatMap((run) => [headLines(run, report, paint, columns), phaseLines(run, paint, columns)]),
    pathLines(report, paint, columns),
    ...report.runs.map((run) => (run.proof ? proofLines(run, run.proof, columns) : [])),
    ...others.map((cause) => otherCauseLines(cause, report, paint, columns)),
    notRunLines(report, columns, paint),
    root ? rootLines(root, paint, columns) : [],
    closingLines(report, root, paint, columns),
  ];
  const texts = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${texts.join('\n\n')}\n`;
}

function headLines(run: ReportedRun, report: Report, paint: Paint, columns: number): readonly string[] {
  const { target, takenAt } = run;
  const { name, version } = report.tool;
  const secret = target.secretId === null ? '' : `, secret ${target.secretId}`;
  return [
    ...wrap(`${name} ${version}${notLive(report)}`, columns, '', '  ').map(paint.strong),
    ...wrap(`${target.host} from ${whereOf(run)}${secret}, ${takenAt}`, columns, '', '  ').map(paint.faint),
  ];
}

/** The path by configuration, hop by hop, where that is the news: it is blocked somewhere, or nothing else was looked at. */
function pathLines({ paths, runs }: Report, paint: Paint, columns: number): readonly string[] {
  const ruled = paths.filter((path) => path.hops.length > 0);
  const blocked = ruled.find((path) => path.hops.some((hop) => hop.effect === 'deny' || hop.effect === 'mixed'));
  const shown = blocked ?? (isOutside(runs) ? ruled[0] : undefined);
  if (!shown) return [];
  const same = ruled.filter((path) => saidOf(path) === saidOf(shown));
  const addresses = unique(same.map(({ address }) => address)).filter((address) => address !== shown.address);
  const alike = addresses.length === 0 ? '' : ` (the same to ${addresses.join(', ')})`;
  const word = shown.predicted === 'closed' ? 'blocked' : shown.predicted;
  return [
    ...wrap(`Path to ${shown.address}${alike} by configuration: ${word}`, columns),
    ...hopLines(shown.hops, paint, columns),
    ...notReadLines(shown.notRead, paint),
  ];
}

/** Paths that read the same are drawn once, whatever addresses their rules were asked about. */
const saidOf = ({ hops }: Report['paths'][number]): string => JSON.stringify(hops.map(({ parts: _, ...said }) => said));

function proofLines({ target }: ReportedRun, proof: Proof, columns: number): readonly string[] {
  const owner = [proof.networkInterfaceId, proof.availabilityZone && `in ${proof.availabilityZone}`].filter(Boolean);
  const lines = [
    `${target.host} resolves to ${proof.remoteAddress}`,
    `that is an address of ${proof.vpcEndpointId ?? 'the endpoint'}${owner.length > 0 ? ` (${owner.join(' ')})` : ''}`,
    `${proof.tlsProtocol ?? 'TLS'} was verified there, issued by ${proof.certificateIssuer ?? 'an unknown issuer'}`,
    `the socket that carried the value was connected to it${proof.requestId === null ? '' : `, request ${proof.requestId}`}`,
  ];
  return ['  Proof of the private path', ...lines.flatMap((line) => wrap(line, columns, '    · '))];
}

/** Why the root cause is believed, under its code: what to do about it comes last. */
function rootLines(root: ReportedCause, paint: Paint, columns: number): readonly string[] {
  const details = detailLines(root, columns);
  return details.length === 0 ? [] : [paint.faint(`  Root cause ${root.code}`), ...details];
}

/** The last lines say all that a tired reader needs: the verdict, why, what to do, and how many checks ran. */
function closingLines(
  report: Report,
  root: ReportedCause | undefined,
  paint: Paint,
  columns: number,
): readonly string[] {
  const { sign, verdict } = headOf(report);
  const [head = '', ...more] = wrap(`${verdict}${root ? `: ${root.title} (${root.code})` : ''}`, columns, `${sign} `);
  return [
    painterOf(paint, sign)(paint.strong(head)),
    ...more,
    ...wrap(`${report.because}${root ? aboutOf(root, report, report.verdict === 'unproven') : ''}`, columns),
    ...notCovered(report, columns),
    ...planLines(report.plan, columns, paint),
    ...(root ? alternativeLines(root, columns) : []),
    ...lookLines(report.nextSteps, columns, paint),
    ...thenLines(report, columns),
    ...wrap(countsOf(report), columns).map(paint.faint),
  ];
}

function thenLines({ verdict, plan, rootCause }: Report, columns: number): readonly string[] {
  const again =
    plan.steps.length === 0 || verdict === 'connected' ? [] : ['run this again: another fault may be behind this one'];
  const more = rootCause === null ? [] : [`vpce-doctor explain ${rootCause}`];
  return [
    ...again.flatMap((text) => labelled('Then', text, columns)),
    ...more.flatMap((text) => labelled('More', text, columns)),
  ];
}

function notCovered({ runs, verdict }: Report, columns: number): readonly string[] {
  const addresses = [...new Set(runs.flatMap(({ coverage }) => coverage.addresses.notAnswered))];
  if (verdict !== 'connected' || addresses.length === 0) return [];
  return wrap(`Not covered by this proof: ${addresses.join(', ')}, which didn't answer.`, columns);
}

/** Checks that could not run, by reason. */
const notRunLines = ({ undecided }: Report, columns: number, paint: Paint): readonly string[] =>
  reasonsIn(undecided)
    .flatMap(([reason, checks]) => wrap(`? ${count(checks, 'check')} not run: ${reason}`, columns, '  ', '    '))
    .map(paint.faint);
