import schemas from '#schemas';
import { UsageError } from '../model/errors.ts';
import { type Command, parseCommandLine } from './command.ts';
import type { Io } from './io.ts';

const NAMES = ['facts', 'report', 'path-report'];

const help = `vpce-doctor schema: the JSON Schema of what this command reads and writes

  vpce-doctor schema report         what --json prints, and the function's answer
  vpce-doctor schema facts          what --record writes
  vpce-doctor schema path-report    --format json of analyze --from --to
`;

async function run(args: readonly string[], { stdout }: Io): Promise<number> {
  const { positionals } = parseCommandLine(args, {});
  const [name = '', ...others] = positionals;
  if (others.length > 0 || !NAMES.includes(name)) throw new UsageError(`name one schema: ${NAMES.join(', ')}`);
  stdout.write(`${JSON.stringify(JSON.parse(schemas(name)), null, 2)}\n`);
  return 0;
}

export default { help, run } satisfies Command;
