import { UsageError } from '../model/errors.ts';
import { FAIL_ON, type FailOn } from '../report/exit-code.ts';
import { FORMATS, type Format } from '../report/render/index.ts';

/** How a report is told, the same in every command that tells one. */
export const OUTPUT_OPTIONS = {
  format: { type: 'string' },
  json: { type: 'boolean' },
  'fail-on': { type: 'string' },
} as const;

export const OUTPUT_HELP = `  --format FORMAT         ${FORMATS.join(', ')} (default: text); --json for json
  --fail-on SEVERITY      exit with 1 for findings from this severity on, beside the verdict:
                          ${FAIL_ON.join(', ')} (default: ${FAIL_ON[0]})
`;

interface OutputValues {
  readonly format?: string | undefined;
  readonly json?: boolean | undefined;
  readonly 'fail-on'?: string | undefined;
}

export interface OutputChoice {
  readonly format: Format;
  readonly failOn: FailOn | undefined;
}

/** What was chosen of them. Throws UsageError for what there is not. */
export function outputIn({ format, json, 'fail-on': failOn }: OutputValues): OutputChoice {
  if (json && format !== undefined && format !== 'json')
    throw new UsageError(`--json is --format json: it cannot be ${format} as well`);
  return {
    format: json ? 'json' : choice('format', FORMATS, format ?? 'text'),
    failOn: failOn === undefined ? undefined : choice('severity', FAIL_ON, failOn),
  };
}

function choice<T extends string>(what: string, all: readonly T[], given: string): T {
  const found = all.find((one) => one === given);
  if (!found) throw new UsageError(`there is no ${what} "${given}"; there are ${all.join(', ')}`);
  return found;
}
