import { writeFile } from 'node:fs/promises';
import { SAMPLE_CONFIGURATION } from '#sample';
import { UsageError } from '../model/errors.ts';
import { type Command, parseCommandLine } from './command.ts';
import type { Io } from './io.ts';

const DEFAULT_FILE = 'vpce-doctor.json';

const help = `vpce-doctor init: write a configuration of the deployment to begin with

  vpce-doctor init                 writes ${DEFAULT_FILE} in this folder
  vpce-doctor init staging.json    or another file

Replace its made-up ids by yours; docs/configuration.md lists every key. It never overwrites a file.
`;

async function run(args: readonly string[], { stdout }: Io): Promise<number> {
  const { positionals } = parseCommandLine(args, {});
  if (positionals.length > 1) throw new UsageError('one file at a time');
  const [file = DEFAULT_FILE] = positionals;
  const text = `${JSON.stringify(SAMPLE_CONFIGURATION, null, 2)}\n`;
  await writeFile(file, text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      error.code === 'EEXIST' ? `${file} is there already` : `${file} cannot be written (${error.code})`,
    );
  });
  stdout.write(`${file} is written. Replace its ids by yours, then: npm run synth\n`);
  return 0;
}

export default { help, run } satisfies Command;
