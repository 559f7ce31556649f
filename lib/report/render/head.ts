import type { Report } from '../../model/report.ts';
import type { Verdict } from '../../model/verdict.ts';

const SIGNS: Readonly<Record<Verdict, '✓' | '!' | '✗' | '?'>> = {
  connected: '✓',
  bypassed: '!',
  broken: '✗',
  unproven: '?',
};

/** A report's verdict as people read it. Degraded is no green: connected, and something is to be done. */
export function headOf({ verdict, degraded }: Report) {
  return { sign: degraded ? '!' : SIGNS[verdict], verdict: degraded ? 'connected, but degraded' : verdict } as const;
}
