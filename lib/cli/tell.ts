import type { Facts } from '../model/facts.ts';
import type { Report } from '../model/report.ts';
import { exitCodeOf } from '../report/exit-code.ts';
import { RENDERERS } from '../report/render/index.ts';
import { columnsOf } from '../report/render/wrap.ts';
import { crashesOn, reportOf } from '../report/report.ts';
import type { Io } from './io.ts';
import type { OutputChoice } from './output-options.ts';
import { tellCrashes } from './tell-crashes.ts';
import { terminalPaint } from './terminal-paint.ts';

/** Says what facts mean, in a format, and answers with the exit code. */
export function tell(facts: Facts, { format, failOn }: OutputChoice, io: Io): number {
  const report = endingAs(reportOf(facts), failOn);
  write(report, format, io);
  tellCrashes(crashesOn(facts), io.stderr);
  return report.exitCode;
}

/** A report that says the exit code that it ends with: the job and what it prints then agree. */
export const endingAs = (report: Report, failOn: OutputChoice['failOn']): Report => ({
  ...report,
  exitCode: exitCodeOf(report, failOn),
});

/** Writes a report in a format, for the terminal that it goes to. */
export function write(report: Report, format: OutputChoice['format'], { stdout, env }: Io): void {
  stdout.write(RENDERERS[format](report, terminalPaint(stdout, env), columnsOf(stdout.columns)));
}
