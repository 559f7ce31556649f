import type { Report } from '../../model/report.ts';
import { countsOf } from './counts.ts';
import { notLive } from './not-live.ts';
import { noPaint, type Paint } from './paint.ts';
import { plain, shellLine } from './plain.ts';
import { isOutside } from './runs.ts';

const SIGNS = { connected: '✓', bypassed: '!', broken: '✗', unproven: '?' } as const;

/** One line while all is well; else the verdict, each cause with its first fix and a command to paste, and the count. */
export default function renderShort(report: Report, paint: Paint = noPaint): string {
  const colour = { connected: paint.good, bypassed: paint.warn, broken: paint.bad, unproven: paint.faint }[
    report.verdict
  ];
  const causes = report.causes.filter((cause) => cause.severity !== 'advisory');
  const degraded = report.verdict === 'connected' && causes.length > 0 ? ', but degraded' : '';
  const head = `${SIGNS[report.verdict]} ${report.verdict}${degraded}${notLive(report)}`;
  const unread = unreadLines(report);
  if (causes.length === 0) return `${[`${colour(head)}: ${plain(report.because)}`, ...unread].join('\n')}\n`;
  const lines = causes.flatMap(({ code, summary, fixes: [fix] }) => [
    `  ${code}: ${plain(summary)}${fix ? ` Fix: ${plain(fix.say)}.` : ''}`,
    `    ${fix?.run ? shellLine(fix.run) : `vpce-doctor explain ${code}`}`,
  ]);
  return `${[colour(head), ...lines, ...unread, `  ${countsOf(report)}`].join('\n')}\n`;
}

/** From outside all rests on the configuration: what could not be read of it is not decided. */
function unreadLines({ runs, unread }: Report): readonly string[] {
  if (!isOutside(runs)) return [];
  const reasons = Map.groupBy(unread, ({ detail }) => detail);
  return [...reasons].map(
    ([detail, facts]) => `  not decided: ${facts.map(({ fact }) => fact).join(', ')} (${plain(detail)})`,
  );
}
