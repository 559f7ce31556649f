import type { Report } from '../../model/report.ts';
import { countsOf } from './counts.ts';
import { headOf } from './head.ts';
import { notLive } from './not-live.ts';
import { noPaint, type Paint, painterOf } from './paint.ts';
import { plain, shellLine } from './plain.ts';
import { isOutside } from './runs.ts';
import { labelOf } from './steps-text.ts';

/** One line while all is well; else the verdict, each cause, all steps in their order with a command to paste, and the count. */
export default function renderShort(report: Report, paint: Paint = noPaint): string {
  const { sign, verdict } = headOf(report);
  const colour = painterOf(paint, sign);
  const head = `${sign} ${verdict}${notLive(report)}`;
  const causes = report.causes.filter((cause) => cause.severity !== 'advisory');
  const rest = [...nextLines(report), ...unreadLines(report)];
  if (causes.length === 0) return `${[`${colour(head)}: ${plain(report.because)}`, ...rest].join('\n')}\n`;
  const lines = [
    ...causes.map(({ code, summary }) => `  ${code}: ${plain(summary)}`),
    ...stepLines(report),
    ...rest,
    ...(causes[0] ? [`  More: vpce-doctor explain ${causes[0].code}`] : []),
    `  ${countsOf(report)}`,
  ];
  return `${[colour(head), ...lines].join('\n')}\n`;
}

const stepLines = ({ plan }: Report): readonly string[] => [
  ...plan.steps.flatMap((step, at) => [
    `  ${labelOf(step, at, plan.steps.length)}: ${plain(step.say)}.`,
    ...(step.run ? [`    ${shellLine(step.run)}`] : []),
  ]),
  ...(plan.order === null ? [] : [`  Order: ${plan.order}`]),
  ...plan.heldBack.map(({ say, why }) => `  Not yet: ${plain(say)}: ${why}.`),
];

const nextLines = ({ nextSteps }: Report): readonly string[] =>
  nextSteps.flatMap(({ say, run }) => [`  Next: ${plain(say)}.`, ...(run ? [`    ${shellLine(run)}`] : [])]);

/** From outside all rests on the configuration: what could not be read of it is not decided. */
function unreadLines({ runs, unread }: Report): readonly string[] {
  if (!isOutside(runs)) return [];
  const reasons = Map.groupBy(unread, ({ detail }) => detail);
  return [...reasons].map(
    ([detail, facts]) => `  not decided: ${facts.map(({ fact }) => fact).join(', ')} (${plain(detail)})`,
  );
}
