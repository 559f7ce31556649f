import type { Crash } from '../model/analysis.ts';
import type { Output } from './io.ts';

/** The traces of checks that broke, for whoever reports it: the report itself says only that they did. */
export function tellCrashes(crashes: readonly Crash[], stderr: Output): void {
  for (const { code, stack } of crashes)
    stderr.write(`vpce-doctor: the check ${code} failed, which is a bug in vpce-doctor; please report it\n${stack}\n`);
}
