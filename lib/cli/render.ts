import { readJsonFiles } from '../gather/import/read-json.ts';
import { UsageError } from '../model/errors.ts';
import type { Report } from '../model/report.ts';
import { EXIT_CODES, exitCodeOf } from '../report/exit-code.ts';
import { FORMATS, RENDERERS } from '../report/render/index.ts';
import { type Command, parseCommandLine, parseFormat } from './command.ts';
import type { Io } from './io.ts';
import { madeOf } from './made-of.ts';
import { terminalPaint } from './terminal-paint.ts';

const help = `vpce-doctor render: the same report in another format

  vpce-doctor render report.json                      for people
  vpce-doctor render report.json --format junit       for a CI system
  vpce-doctor render report.json --format markdown    for a ticket or pull request

  --format ${FORMATS.join('|')}    default: text

Exit codes: those of the report's verdict
`;

async function run(args: readonly string[], { stdout, env }: Io): Promise<number> {
  const { values, positionals } = parseCommandLine(args, { format: { type: 'string', default: 'text' } } as const);
  if (positionals.length !== 1) throw new UsageError('name the one report to render');
  const render = RENDERERS[parseFormat(values.format)];
  const [file] = await readJsonFiles(positionals);
  const report = asReport(file?.content, file?.name ?? '');
  stdout.write(madeOf(file?.name ?? '', () => render(report, terminalPaint(stdout, env))));
  return exitCodeOf(report);
}

/** A report by its outer form; a report is written by this tool, so that what is inside is trusted. */
function asReport(content: unknown, source: string): Report {
  const report = (content ?? {}) as Report;
  if (!Object.hasOwn(EXIT_CODES, report.verdict ?? '') || !Array.isArray(report.causes))
    throw new UsageError(`${source} is not a report`);
  if (report.schema !== 1)
    throw new UsageError(`${source} is a report of schema ${report.schema}; this version reads 1`);
  return report;
}

export default { help, run } satisfies Command;
