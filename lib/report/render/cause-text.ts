import { unique } from '../../facts/unique.ts';
import type { Report, ReportedCause } from '../../model/report.ts';
import { type Paint, painterOf } from './paint.ts';
import { whereOf } from './runs.ts';
import { labelled } from './steps-text.ts';
import { wrap } from './wrap.ts';

/** Of evidence and suspects; the report as JSON holds all. */
const MOST_SHOWN = 4;

const SIGN = { blocking: '✗', degrading: '!', advisory: 'i' } as const;

/** A cause that is not the root: what it is, and what it explains. What to do about it stands in the plan. */
export function otherCauseLines(
  cause: ReportedCause,
  report: Report,
  paint: Paint,
  columns: number,
): readonly string[] {
  const sign = SIGN[cause.severity];
  const isAdvice = cause.severity === 'advisory';
  const label = isAdvice ? 'advice' : cause.severity;
  const [head = '', ...rest] = wrap(`${cause.title} (${cause.code}, ${label})`, columns, `${sign} `);
  return [
    painterOf(paint, sign)(head),
    ...rest,
    ...wrap(`${cause.summary}${aboutOf(cause, report)}`, columns),
    ...detailLines(cause, columns),
    ...alternativeLines(cause, columns),
    ...(isAdvice ? cause.steps.flatMap(({ say }) => labelled('To do', `${say}.`, columns)) : []),
  ];
}

/** Whom a cause concerns, if that is not said already, and where it was seen, if that is not everybody and everywhere. */
export function aboutOf({ on, runs }: ReportedCause, report: Report, isSaid = false): string {
  const places = runs.flatMap((index) => report.runs[index] ?? []).map(whereOf);
  return [
    ...(on === 'verifier' && !isSaid ? [" This concerns only the verifier's own access."] : []),
    ...(runs.length < report.runs.length ? [` Seen from ${places.join(' and ')}.`] : []),
  ].join('');
}

/** Why it is believed, what follows from it, and what else it may be. */
export function detailLines(cause: ReportedCause, columns: number): readonly string[] {
  const { evidence, accountsFor, candidates = [] } = cause;
  const list = (label: string, texts: readonly string[], most = texts.length) => [
    ...texts.slice(0, most).flatMap((text, at) => labelled(at === 0 ? label : '', text, columns)),
    ...(texts.length > most ? labelled('', `and ${texts.length - most} more`, columns) : []),
  ];
  return [
    ...list(
      'Evidence',
      evidence.map(({ shows }) => shows),
      MOST_SHOWN,
    ),
    ...list('Explains', accountsFor.length === 0 ? [] : [unique(accountsFor.map(({ code }) => code)).join(', ')]),
    ...list(
      'Suspects',
      candidates.map(({ cause: code, why }) => `${code}: ${why}`),
      MOST_SHOWN,
    ),
  ];
}

/** Other changes that would do in the place of a cause's steps. */
export const alternativeLines = ({ alternatives = [] }: ReportedCause, columns: number): readonly string[] =>
  alternatives.flatMap(({ say }) => labelled('Or', `${say}.`, columns));
