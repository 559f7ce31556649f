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

/** One way by configuration, hop by hop, there and back; last what it amounts to. */
export default function renderPathText(report: PathReport, paint: Paint = noPaint): string {
  const colour = (sign: string) => ({ '✓': paint.good, '✗': paint.bad, '!': paint.warn })[sign] ?? paint.faint;
  const hops = report.path.hops.map(({ kind, resource, direction, ruling, rule, way, detail }) => {
    const sign = SIGNS[ruling];
    const why = [rule, detail].filter((part) => part !== null).join('; ');
    const where = `${KINDS[kind]} ${direction}`.padEnd(20);
    return `  ${colour(sign)(sign)} ${way === 'forward' ? '→' : '←'} ${where} ${plain(`${resource ?? '?'}: ${why}`)}`;
  });
  const sign = VERDICTS[report.predicted];
  const because = report.because.length > 0 ? ` · ${report.because.join(', ')}` : '';
  return [
    ...report.warnings.map((warning) => `${paint.warn('!')} ${plain(warning)}`),
    ...hops,
    '',
    `${colour(sign)(paint.strong(`${sign} ${report.predicted}`))} by configuration, no packet was sent: there ${report.forward}, back ${report.return}${because}`,
    '',
  ].join('\n');
}
