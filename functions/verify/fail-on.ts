import type { Severity } from '../../lib/model/problem.ts';
import type { Report } from '../../lib/model/report.ts';

const WORST_FIRST: readonly Severity[] = ['blocking', 'degrading', 'advisory'];

/** What a caller asked for: an invocation that fails. Its message is all that a pipeline shows; the report is in the log. */
export class VerificationFailed extends Error {
  override readonly name = 'VerificationFailed';
}

/** Throws where the report is as bad as the caller said, or proves nothing. */
export function failWhere(report: Report, failOn: Severity): void {
  const { verdict, rootCause, because, causes } = report;
  const counted = WORST_FIRST.slice(0, WORST_FIRST.indexOf(failOn) + 1);
  if (verdict === 'connected' && !causes.some((cause) => counted.includes(cause.severity))) return;
  const [first] = causes;
  const named = rootCause ?? first?.code ?? 'no cause found';
  const detail = verdict === 'connected' ? (first?.summary ?? because) : because;
  throw new VerificationFailed(`${verdict}: ${named}. ${detail}`.slice(0, LONGEST_MESSAGE));
}

/** CloudFormation and consoles cut what is longer. */
const LONGEST_MESSAGE = 1_000;
