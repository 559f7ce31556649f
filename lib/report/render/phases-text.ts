import type { Phase, ReportedRun } from '../../model/report.ts';
import { type Paint, painterOf } from './paint.ts';
import { wrap } from './wrap.ts';

const SIGN: Readonly<Record<Phase['state'], string>> = { ok: '✓', partly: '!', failed: '✗', 'not-reached': '-' };

/** A line for each step of a request that was tried, and one for those that were not, for one reason. */
export function phaseLines({ place, phases }: ReportedRun, paint: Paint, columns: number): readonly string[] {
  if (place === 'outside') return [];
  const notTried = phases.filter(({ state }) => state === 'not-reached');
  return [
    ...phases
      .filter(({ state }) => state !== 'not-reached')
      .flatMap(({ name, state, shows, tookMs }) => phaseLine(SIGN[state], nameOf(name), timeOf(tookMs), shows)),
    ...[...Map.groupBy(notTried, ({ shows }) => shows)].flatMap(([shows, some]) =>
      phaseLine(SIGN['not-reached'], some.map(({ name }) => nameOf(name).trim()).join(', '), '', `not tried: ${shows}`),
    ),
  ];

  function phaseLine(sign: string, name: string, time: string, shows: string): readonly string[] {
    const start = `  ${sign} ${name.toUpperCase().padEnd(time === '' ? 14 : 4)}  ${time === '' ? '' : `${time.padStart(8)}  `}`;
    const [first = '', ...rest] = wrap(shows, columns, start);
    return [first.replace(sign, () => painterOf(paint, sign)(sign)), ...rest];
  }
}

/** Four letters, one under the other. */
const nameOf = (name: Phase['name']): string => (name === 'credentials' ? 'cred' : name.padEnd(4));

function timeOf(tookMs: number | null): string {
  if (tookMs === null) return '';
  if (tookMs >= 1_000) return `${(tookMs / 1_000).toFixed(1)} s`;
  return `${tookMs < 10 ? tookMs.toFixed(1) : Math.round(tookMs)} ms`;
}
