import { UsageError } from '../../model/errors.ts';
import { REPORT, type Report } from '../../model/report.ts';
import { parsed } from './parsed.ts';

/** A report from JSON. Throws UsageError, with the place, for what is none, or is one of another schema or form. */
export function parseRecordedReport(content: unknown, source: string): Report {
  const { schema, verdict } = (content ?? {}) as { readonly schema?: unknown; readonly verdict?: unknown };
  if (verdict === undefined) throw new UsageError(`${source} is not a report`);
  if (schema !== 2)
    throw new UsageError(`${source} is a report with schema ${JSON.stringify(schema)}; this version reads schema 2`);
  return parsed(REPORT, content, source);
}
