import type { Facts } from '../model/facts.ts';
import { exitCodeOf } from '../report/exit-code.ts';
import { type Format, RENDERERS } from '../report/render/index.ts';
import { crashesOn, reportOf } from '../report/report.ts';
import type { Io } from './io.ts';
import { tellCrashes } from './tell-crashes.ts';
import { terminalPaint } from './terminal-paint.ts';

/** Says what facts mean, in a format, and answers with the exit code. */
export function tell(facts: Facts, format: Format, { stdout, stderr, env }: Io): number {
  const report = reportOf(facts);
  stdout.write(RENDERERS[format](report, terminalPaint(stdout, env)));
  tellCrashes(crashesOn(facts), stderr);
  return exitCodeOf(report);
}
