import { readJsonFiles } from '../gather/import/read-json.ts';
import { parseRecordedReport } from '../gather/import/recorded-report.ts';
import { UsageError } from '../model/errors.ts';
import { type Command, parseCommandLine } from './command.ts';
import type { Io } from './io.ts';
import { OUTPUT_HELP, OUTPUT_OPTIONS, outputIn } from './output-options.ts';
import { endingAs, write } from './tell.ts';

const help = `vpce-doctor render: the same report in another format

  vpce-doctor render report.json                      for people
  vpce-doctor render report.json --format junit       for a CI system
  vpce-doctor render report.json --format markdown    for a job summary, a ticket or a pull request
  vpce-doctor render - < report.json                  from standard input

${OUTPUT_HELP}
Exit codes: 0, since the report was rendered; with --fail-on those of the report
`;

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseCommandLine(args, OUTPUT_OPTIONS);
  if (positionals.length !== 1) throw new UsageError('name the one report to render');
  const { format, failOn } = outputIn(values);
  const [file] = await readJsonFiles(positionals);
  const report = parseRecordedReport(file?.content, file?.name ?? '');
  // Without --fail-on it is the job that wrote the report that passed or failed.
  const ending = failOn === undefined ? report : endingAs(report, failOn);
  write(ending, format, io);
  return failOn === undefined ? 0 : ending.exitCode;
}

export default { help, run } satisfies Command;
