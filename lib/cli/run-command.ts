import { BugError, UsageError } from '../model/errors.ts';
import { EXIT_BUG, EXIT_USAGE } from '../report/exit-code.ts';
import { plain } from '../report/render/plain.ts';
import { VERSION } from '../version.ts';
import type { Command } from './command.ts';
import type { Io, Output } from './io.ts';

/** Loaded when called, so that help and mistakes answer at once. */
const COMMANDS: Readonly<Record<string, () => Promise<{ readonly default: Command }>>> = {
  verify: () => import('./verify.ts'),
  inspect: () => import('./inspect.ts'),
  analyze: () => import('./analyze.ts'),
  explain: () => import('./explain.ts'),
  render: () => import('./render.ts'),
  schema: () => import('./schema.ts'),
  demo: () => import('./demo.ts'),
  init: () => import('./init.ts'),
  completion: () => import('./completion.ts'),
};

const HELP = `vpce-doctor ${VERSION}: why can't my private subnet read its secret?

  vpce-doctor verify --secret-id prod/db    try it from this host, as this host
  vpce-doctor inspect --function NAME       read the configuration; sends no packet
  vpce-doctor analyze FILE or FOLDER...     the same offline, from saved files
  vpce-doctor explain [CODE]                what a finding means, and how to fix it
  vpce-doctor render report.json            the same report in another format
  vpce-doctor schema report                 the JSON Schema of what is written
  vpce-doctor demo [SCENARIO]               a simulated VPC, with a fault or without
  vpce-doctor init                          a configuration to deploy with
  vpce-doctor completion bash|zsh|fish      completion for your shell
  vpce-doctor help COMMAND                  what a command takes, by example
  vpce-doctor version

Exit codes: 0 connected · 1 broken or bypassed · 2 unproven · 64 usage error
  70 a bug in this tool · 74 the output can't be written
`;

/** Runs one command and returns the exit code. Wrong use is one sentence on stderr; a bug shows its trace. */
export const runCommand = (args: readonly string[], io: Io): Promise<number> =>
  dispatch(args, io).catch((error) => exitCodeOf(error, io.stderr));

const VERSIONS: readonly string[] = ['version', '--version', '-V', '-v'];
const HELPS: readonly string[] = ['help', '--help', '-h'];

async function dispatch([name, ...args]: readonly string[], io: Io): Promise<number> {
  const isHelp = name === undefined || HELPS.includes(name);
  if (isHelp && args[0] !== undefined && ![...HELPS, ...VERSIONS].includes(args[0]))
    return help(await commandNamed(args[0]), io);
  if (isHelp) {
    io.stdout.write(HELP);
    return name === undefined ? EXIT_USAGE : 0;
  }
  if (VERSIONS.includes(name)) {
    io.stdout.write(`${VERSION}\n`);
    return 0;
  }
  const command = await commandNamed(name);
  return args.some((one) => one === '--help' || one === '-h') ? help(command, io) : command.run(args, io);
}

async function commandNamed(name: string): Promise<Command> {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) throw new UsageError(`there is no command "${name}"; there are ${Object.keys(COMMANDS).join(', ')}`);
  return (await load()).default;
}

function help({ help: text }: Command, { stdout }: Io): number {
  stdout.write(text);
  return 0;
}

/** What a user gave may be quoted in a sentence, and may be long. */
const LONGEST_SENTENCE = 1_000;

function exitCodeOf(error: unknown, stderr: Output): number {
  if (error instanceof Error && error.name === 'UsageError') {
    stderr.write(`vpce-doctor: ${plain(error.message).slice(0, LONGEST_SENTENCE)}\n`);
    return EXIT_USAGE;
  }
  const bug = new BugError('this is a bug in vpce-doctor; please report it with the lines below', { cause: error });
  stderr.write(`vpce-doctor: ${bug.message}\n${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT_BUG;
}
