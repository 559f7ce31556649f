import type { PathReport } from '../../model/path-report.ts';
import type { ReportedHop } from '../../model/reported-hop.ts';
import type { RouteTarget } from '../../model/rule-ref.ts';
import { shortList } from '../../words/list-of.ts';
import { sayNotRead } from '../../words/ruling.ts';
import { noPaint, type Paint } from './paint.ts';
import { plain } from './plain.ts';

const SIGNS = { allow: '✓', deny: '✗', mixed: '!', unknown: '?' } as const;
const VERDICTS = { open: '✓', closed: '✗', mixed: '!', unknown: '?' } as const;

/** A path is blocked, where a VPC or a port is closed. */
const WORDS = { open: 'open', closed: 'blocked', mixed: 'mixed', unknown: 'unknown' } as const;

const KINDS = {
  'security-group': 'security group',
  'network-acl': 'network ACL',
  'route-table': 'route table',
} as const;

const colourOf = (paint: Paint) => (sign: string) =>
  ({ '✓': paint.good, '✗': paint.bad, '!': paint.warn })[sign] ?? paint.faint;

/** A line for each filter and table on a path, with the ruling and the rule that decided. */
export function hopLines(hops: readonly ReportedHop[], paint: Paint): readonly string[] {
  return hops.map(({ kind, resources, direction, effect, shows, leg }) => {
    const sign = SIGNS[effect];
    const where = `${KINDS[kind]} ${direction}`.padEnd(20);
    const text = plain(`${resources.length === 0 ? '?' : shortList(resources)}: ${shows}`);
    return `  ${colourOf(paint)(sign)(sign)} ${leg === 'forward' ? '→' : '←'} ${where} ${text}`;
  });
}

/** A line for each thing that a path leads through and nothing reads. */
export const notReadLines = (notRead: readonly RouteTarget[], paint: Paint): readonly string[] =>
  notRead.map((target) => `  ${paint.faint('?')}   ${plain(sayNotRead(target))}`);

/** One path by configuration, hop by hop, there and back; last what it amounts to. */
export default function renderPathText(report: PathReport, paint: Paint = noPaint): string {
  const colour = colourOf(paint);
  const isGood = report.endpoint.length === 0 || report.predicted !== 'open';
  const sign = isGood ? VERDICTS[report.predicted] : '!';
  // One path: the first that is not open, else the first.
  const shown = report.paths.find(({ predicted }) => predicted !== 'open') ?? report.paths[0];
  const because = report.because.length > 0 ? ` · ${report.because.join(', ')}` : '';
  return [
    ...report.warnings.map((warning) => `${paint.warn('!')} ${plain(warning)}`),
    ...hopLines(shown?.hops ?? [], paint),
    ...notReadLines(report.notRead, paint),
    ...report.endpoint.map(
      ({ code, summary }) => `  ${paint.warn('!')}   ${plain(summary)}${code ? ` · ${code}` : ''}`,
    ),
    '',
    `${colour(sign)(paint.strong(`${sign} ${report.predicted}`))} by configuration, no packet was sent: forward path ${WORDS[report.forward]}, return path ${WORDS[report.return]}${because}${isGood ? '' : ', to an endpoint that may not serve'}`,
    '',
  ].join('\n');
}
