import { createColors } from 'picocolors';
import { noPaint, type Paint } from '../report/render/paint.ts';
import type { Io, Output } from './io.ts';

/** Colour on a terminal, none in a pipe or where NO_COLOR is set. */
export function terminalPaint(output: Output, env: Io['env']): Paint {
  if (!output.isTTY || env.NO_COLOR) return noPaint;
  const { green, red, yellow, dim, bold } = createColors(true);
  return { good: green, bad: red, warn: yellow, faint: dim, strong: bold };
}
