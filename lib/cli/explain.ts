import findings from '#findings';
import { CHECKS } from '../diagnose/checks/index.ts';
import { UsageError } from '../model/errors.ts';
import { type Command, parseCommandLine } from './command.ts';
import type { Io } from './io.ts';

const help = `vpce-doctor explain: what a finding means, how to confirm it, how to fix it

  vpce-doctor explain dns/public-answer
  vpce-doctor explain                       every code, a line each
`;

async function run(args: readonly string[], { stdout }: Io): Promise<number> {
  const { positionals } = parseCommandLine(args, {});
  if (positionals.length > 1) throw new UsageError('one code at a time');
  const [code] = positionals;
  stdout.write(code === undefined ? list() : page(code));
  return 0;
}

function list(): string {
  const width = Math.max(...CHECKS.map((check) => check.code.length));
  return CHECKS.map((check) => `${check.code.padEnd(width)}  ${check.title}\n`).join('');
}

function page(code: string): string {
  const check = CHECKS.find((one) => one.code === code);
  if (check) return findings(check.code);
  const near = CHECKS.map((one) => one.code).filter(
    (one) => one.endsWith(`/${code}`) || one.startsWith(`${code.split('/')[0]}/`),
  );
  throw new UsageError(
    `there is no finding "${code}"; ${near.length > 0 ? `near it are ${near.join(', ')}` : 'explain without a code lists them all'}`,
  );
}

export default { help, run } satisfies Command;
