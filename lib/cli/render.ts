import { readJsonFiles } from '../gather/import/read-json.ts';
import { parseRecordedReport } from '../gather/import/recorded-report.ts';
import { UsageError } from '../model/errors.ts';
import { exitCodeOf } from '../report/exit-code.ts';
import { FORMATS, RENDERERS } from '../report/render/index.ts';
import { type Command, parseCommandLine, parseFormat } from './command.ts';
import type { Io } from './io.ts';
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
  const report = parseRecordedReport(file?.content, file?.name ?? '');
  stdout.write(render(report, terminalPaint(stdout, env)));
  return exitCodeOf(report);
}

export default { help, run } satisfies Command;
