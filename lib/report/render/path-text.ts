import type { PathReport } from '../../model/path-report.ts';
import type { ReportedHop } from '../../model/reported-hop.ts';
import type { RouteTarget } from '../../model/rule-ref.ts';
import { sayHop } from '../../words/hop.ts';
import { shortList } from '../../words/list-of.ts';
import { sayNotRead } from '../../words/ruling.ts';
import { noPaint, type Paint } from './paint.ts';
import { plain } from './plain.ts';
import { labelled, stepLines } from './steps-text.ts';
import { COLUMNS, wrap } from './wrap.ts';

const SIGNS = { allow: '✓', deny: '✗', mixed: '!', unknown: '?' } as const;
const VERDICTS = { open: '✓', closed: '✗', mixed: '!', unknown: '?' } as const;

/** A path is blocked, where a VPC or a port is closed. */
const WORDS = { open: 'open', closed: 'blocked', mixed: 'mixed', unknown: 'unknown' } as const;

const ARROWS = { forward: '→', return: '←' } as const;

const colourOf = (paint: Paint) => (sign: string) =>
  ({ '✓': paint.good, '✗': paint.bad, '!': paint.warn })[sign] ?? paint.faint;

/** A line for each filter and table on a path, with the ruling and the rule that decided; one for replies that all pass. */
export function hopLines(hops: readonly ReportedHop[], paint: Paint, columns = COLUMNS): readonly string[] {
  const back = hops.filter(({ leg }) => leg === 'return');
  const isDull = back.length > 0 && back.every(({ effect }) => effect === 'allow');
  const shown = isDull ? hops.filter(({ leg }) => leg === 'forward') : hops;
  const width = Math.max(0, ...shown.map((hop) => sayHop(hop).length));
  return [
    ...shown.flatMap((hop) => hopLine(hop, width, paint, columns)),
    ...(isDull ? [`  ${paint.good('✓')} ${ARROWS.return} ${`reply: passes (${back.length} of ${back.length})`}`] : []),
  ];
}

function hopLine(hop: ReportedHop, width: number, paint: Paint, columns: number): readonly string[] {
  const { resources, effect, shows, leg } = hop;
  const sign = SIGNS[effect];
  const start = `  ${sign} ${ARROWS[leg]} ${sayHop(hop).padEnd(width)}  `;
  const lines = wrap(`${resources.length === 0 ? '?' : shortList(resources)}: ${shows}`, columns, start);
  return lines.map((line, at) => (at === 0 ? line.replace(sign, () => colourOf(paint)(sign)(sign)) : line));
}

/** A line for each thing that a path leads through and nothing reads. */
export const notReadLines = (notRead: readonly RouteTarget[], paint: Paint): readonly string[] =>
  notRead.map((target) => `  ${paint.faint('?')}   ${plain(sayNotRead(target))}`);

/** What blocks, and how to open it. */
const findingLines = (
  { summary, steps }: PathReport['findings'][number],
  columns: number,
  paint: Paint,
): readonly string[] => [
  ...labelled('Because', summary, columns),
  ...steps.flatMap((step, at) => stepLines(step, at, steps.length, columns, paint)),
];

/** One path by configuration, hop by hop, there and back; last what it amounts to. */
export default function renderPathText(report: PathReport, paint: Paint = noPaint, columns = COLUMNS): string {
  const colour = colourOf(paint);
  const isGood = report.endpoint.length === 0 || report.predicted !== 'open';
  const sign = isGood ? VERDICTS[report.predicted] : '!';
  // One path: the first that is not open, else the first.
  const shown = report.paths.find(({ predicted }) => predicted !== 'open') ?? report.paths[0];
  const because = report.because.length > 0 ? ` · ${report.because.join(', ')}` : '';
  const said = `${report.predicted} by configuration, no packet was sent: forward path ${WORDS[report.forward]}, return path ${WORDS[report.return]}`;
  const [head = '', ...more] = wrap(
    `${said}${because}${isGood ? '' : ', to an endpoint that may not serve'}`,
    columns,
    `${sign} `,
  );
  return [
    ...report.warnings.flatMap((warning) => wrap(warning, columns, `${paint.warn('!')} `, '  ')),
    ...(shown?.hops.length === 0
      ? [`  ${paint.bad('✗')}   ${shown.source} and ${shown.destination} have no address family in common`]
      : []),
    ...hopLines(shown?.hops ?? [], paint, columns),
    ...notReadLines(report.notRead, paint),
    ...report.findings.flatMap((finding) => findingLines(finding, columns, paint)),
    ...report.endpoint.flatMap(({ code, summary }) =>
      wrap(`${summary}${code ? ` · ${code}` : ''}`, columns, `  ${paint.warn('!')}   `, '      '),
    ),
    '',
    colour(sign)(paint.strong(head)),
    ...more,
    '',
  ].join('\n');
}
