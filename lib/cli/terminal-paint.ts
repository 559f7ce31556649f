import { createColors } from 'picocolors';
import { noPaint, type Paint } from '../report/render/paint.ts';

/** Colour on a terminal, none in a pipe or where NO_COLOR is set. */
export function terminalPaint(stream: { readonly isTTY?: boolean }): Paint {
  if (!stream.isTTY || process.env.NO_COLOR) return noPaint;
  const { green, red, yellow, dim, bold } = createColors(true);
  return { good: green, bad: red, warn: yellow, faint: dim, strong: bold };
}
