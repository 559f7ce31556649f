import type { PathReport } from '../path-report.ts';
import { noPaint, type Paint } from './paint.ts';
import { plain } from './plain.ts';

const SIGNS = { allow: '✓', deny: '✗', mixed: '!', unknown: '?' } as const;
const VERDICTS = { open: '✓', closed: '✗', mixed: '!', unknown: '?' } as const;

const KINDS = {
  'security-group': 'security group',
  'network-acl': 'network ACL',
  'route-table': 'route table',
} as const;

type ShownHop = PathReport['path']['hops'][number];

const colourOf = (paint: Paint) => (sign: string) =>
  ({ '✓': paint.good, '✗': paint.bad, '!': paint.warn })[sign] ?? paint.faint;

/** A line for each filter and table on a way, with the ruling and the rule that decided. */
export function hopLines(hops: readonly ShownHop[], paint: Paint): readonly string[] {
  return hops.map(({ kind, resource, direction, ruling, rule, way, detail }) => {
    const sign = SIGNS[ruling];
    // A group's rule begins with the group's id, which stands there already.
    const own = rule?.startsWith(`${resource} `) ? rule.slice(`${resource} `.length) : rule;
    const why = [own, detail].filter((part) => part !== null).join('; ');
    const where = `${KINDS[kind]} ${direction}`.padEnd(20);
    return `  ${colourOf(paint)(sign)(sign)} ${way === 'forward' ? '→' : '←'} ${where} ${plain(`${resource ?? '?'}: ${why}`)}`;
  });
}

/** One way by configuration, hop by hop, there and back; last what it amounts to. */
export default function renderPathText(report: PathReport, paint: Paint = noPaint): string {
  const colour = colourOf(paint);
  const sign = VERDICTS[report.predicted];
  const because = report.because.length > 0 ? ` · ${report.because.join(', ')}` : '';
  return [
    ...report.warnings.map((warning) => `${paint.warn('!')} ${plain(warning)}`),
    ...hopLines(report.path.hops, paint),
    '',
    `${colour(sign)(paint.strong(`${sign} ${report.predicted}`))} by configuration, no packet was sent: there ${report.forward}, back ${report.return}${because}`,
    '',
  ].join('\n');
}
