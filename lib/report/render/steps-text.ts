import { unique } from '../../facts/unique.ts';
import type { PlannedStep, ReportedPlan } from '../../model/report.ts';
import type { Look, Step } from '../../model/step.ts';
import { sayReach } from '../../words/reach.ts';
import type { Paint } from './paint.ts';
import { wrap, wrapCommand } from './wrap.ts';

/** Under a label of its own, as far right as the longest label. */
const LABEL = 13;

/** A label in front of wrapped text. */
export const labelled = (label: string, text: string, columns: number): readonly string[] =>
  wrap(text, columns, `  ${label.padEnd(LABEL - 2)}`);

const COMMAND_INDENT = ' '.repeat(LABEL);

const command = (run: readonly string[] | undefined, columns: number, paint: Paint): readonly string[] =>
  run ? wrapCommand(run, columns, COMMAND_INDENT).map((line) => paint.strong(line)) : [];

/** All steps of a plan; how to undo one, whom it affects and where it is declared is said once for steps alike. */
export function planLines({ steps, order, heldBack }: ReportedPlan, columns: number, paint: Paint): readonly string[] {
  const shared = steps.map((step) => sharedLines(step, columns, paint).join('\n'));
  return [
    ...steps.flatMap((step, at) => [
      ...labelled(labelOf(step, at, steps.length), `${step.say}.`, columns),
      ...command(step.run, columns, paint),
      ...(shared[at] === shared[at + 1] ? [] : [shared[at] ?? '']),
    ]),
    ...(order === null ? [] : labelled('Order', order, columns)),
    ...heldBack.flatMap(({ say }) => labelled('Not yet', `${say}.`, columns)),
    ...unique(heldBack.map(({ why }) => why)).flatMap((why) => labelled('Because', `${why}.`, columns)),
  ];
}

/** One step by itself: what to do, with its command. */
export const stepLines = (step: Step, at: number, of: number, columns: number, paint: Paint): readonly string[] => [
  ...labelled(labelOf({ isLikely: false }, at, of), `${step.say}.`, columns),
  ...command(step.run, columns, paint),
];

export const labelOf = ({ isLikely }: Pick<PlannedStep, 'isLikely'>, at: number, of: number): string =>
  `${isLikely ? 'Likely' : 'Fix'}${of > 1 ? ` ${at + 1}/${of}` : ''}`;

function undoLines({ run, undo }: Step, columns: number, paint: Paint): readonly string[] {
  if (typeof undo === 'string') return labelled('Undo', undo, columns);
  const differing = undo.filter((word, at) => run?.[at] !== word);
  if (run?.length === undo.length && differing.length === 1)
    return labelled('Undo', `the same with ${differing[0]}`, columns);
  const [, , name = '', ...options] = undo;
  const shared = options.filter((word) => word.startsWith('--') && word !== '--region');
  if (options.every((word) => run?.includes(word)))
    return labelled('Undo', `${name}, with the same ${shared.join(', ')}`, columns);
  const [first = '', ...rest] = wrapCommand(undo, columns, COMMAND_INDENT);
  return [`  ${'Undo'.padEnd(LABEL - 2)}${first.trimStart()}`, ...rest].map(paint.faint);
}

function sharedLines(step: Step, columns: number, paint: Paint): readonly string[] {
  const { affects, permissions, terraform, cdk } = step;
  return [
    ...undoLines(step, columns, paint),
    ...labelled('Affects', sayReach(affects), columns),
    ...(permissions.length > 0 ? labelled('Needs', permissions.join(', '), columns) : []),
    ...codeLines({ Terraform: terraform, CDK: cdk }, columns),
  ];
}

/** Where it may be declared in code: a change by hand does not last there. */
function codeLines(forms: Readonly<Record<string, string | undefined>>, columns: number): readonly string[] {
  const known = Object.entries(forms).flatMap(([tool, form]) =>
    form === undefined ? [] : [`${tool} (${nameIn(form)})`],
  );
  if (known.length === 0) return [];
  return labelled(
    'Code',
    `Declared in ${known.join(' or ')}? Change it there, or the next deployment reverts this.`,
    columns,
  );
}

/** Of a form in code the resource or construct; the whole form stands in the other formats. */
const nameIn = (form: string): string => form.split(/[:(]/, 1)[0]?.replace(/^new /, '') ?? form;

const FROM = {
  workload: 'on the host or as the function of the workload',
  anywhere: 'anywhere with credentials',
} as const;

/** What to look at next, with where to do it. */
export const lookLines = (looks: readonly Look[], columns: number, paint: Paint): readonly string[] =>
  looks.flatMap(({ say, run, from }) => [
    ...labelled('Next', `${say}${run ? ` (${FROM[from]})` : ''}.`, columns),
    ...command(run, columns, paint),
  ]);
