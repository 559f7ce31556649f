import { createColors } from 'picocolors';
import { noPaint, type Paint } from '../report/render/paint.ts';
import type { Io, Output } from './io.ts';

/**
 * Colour on a terminal; none in a pipe, for NO_COLOR or on a dumb terminal. FORCE_COLOR gives it in a pipe too, such as a CI
 * system's log; 0 and false take it away. Sources: no-color.org, force-color.org.
 */
export function terminalPaint(output: Output, env: Io['env']): Paint {
  if (!isColoured(output, env)) return noPaint;
  const { green, red, yellow, dim, bold } = createColors(true);
  return { good: green, bad: red, warn: yellow, faint: dim, strong: bold };
}

function isColoured({ isTTY = false }: Output, { NO_COLOR, FORCE_COLOR, TERM }: Io['env']): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTTY && TERM !== 'dumb';
}
