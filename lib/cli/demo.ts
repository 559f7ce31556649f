import { resolve } from 'node:path';
import { UsageError } from '../model/errors.ts';
import { exitCodeOf } from '../report/exit-code.ts';
import { plain } from '../report/render/plain.ts';
import { columnsOf, wrap } from '../report/render/wrap.ts';
import { crashesOn, reportOf } from '../report/report.ts';
import { type Command, parseCommandLine } from './command.ts';
import type { Io } from './io.ts';
import { insideOf, loadLab, obstacleTo, type Scenario } from './load-lab.ts';
import { mismatchesIn } from './mismatches.ts';
import { OUTPUT_HELP, OUTPUT_OPTIONS, outputIn } from './output-options.ts';
import { live, replay } from './scenario-runs.ts';
import { write } from './tell.ts';
import { tellCrashes } from './tell-crashes.ts';

const help = `vpce-doctor demo: the simulated VPC. Builds it, breaks it, runs the real Lambda bundle in it, reads
the configuration from outside as inspect does, and shows both as one report

  vpce-doctor demo                          all is well: the proof
  vpce-doctor demo endpoint-group-closed    one fault, injected for real
  vpce-doctor demo my-scenario.json         a scenario of your own (docs/lab.md)
  vpce-doctor demo --list                   the scenarios

In a checkout it's npm start -- ARGUMENTS; npm start -s -- ARGUMENTS keeps npm's own lines away.

  --seed N                the same world again: CIDRs, ids, zones, secret (default: random)
  --vantage inside        only the function: in an isolated subnet packets show the symptom, and no
                          rule can be read
  --memory MB             the function's share of a processor as Lambda gives it: 128, 256, 512 or
                          1769 (default: a whole one and more)
  --replay                build no VPC: judge a recording of the scenario again
  --describe FOLDER       also write the VPC's configuration as the AWS CLI prints it, for analyze
  --list                  the scenarios; with --json as [{name, injects, expects}]
${OUTPUT_HELP}
Needs Linux, iproute2 and, for faults that drop packets, nftables (Debian: apt-get install iproute2
nftables); elsewhere it replays a recording, if there is one. No root, no Docker, no AWS account.
Exit codes: 0 the diagnosis is the expected one; with --fail-on those of the report · 1 it isn't ·
2 this machine can't run it, and there is no recording
`;

const DEFAULT_SCENARIO = 'healthy-two-zones';
const EXIT_WRONG_DIAGNOSIS = 1;
const EXIT_CANNOT_RUN = 2;

async function run(args: readonly string[], io: Io): Promise<number> {
  const { stdout, stderr, env } = io;
  const { values, positionals } = parseCommandLine(args, {
    list: { type: 'boolean', default: false },
    replay: { type: 'boolean', default: false },
    seed: { type: 'string' },
    describe: { type: 'string' },
    vantage: { type: 'string' },
    memory: { type: 'string' },
    ...OUTPUT_OPTIONS,
  } as const);
  refuseUnused(values, positionals);
  if (positionals.length > 1) throw new UsageError(`one scenario at a time, not ${positionals.join(' and ')}`);
  const { format, failOn } = outputIn(values);
  const seed = parseSeed(values.seed);
  const outside = parseVantage(values.vantage ?? 'both') === 'both';
  const lab = await loadLab();
  const memoryMb = parseMemory(values.memory, lab.MEMORY_SIZES);
  if (values.list) {
    stdout.write(listOf(await lab.allScenarios(), format, columnsOf(stdout.columns)));
    return 0;
  }
  const scenario = await lab.findScenario(fromWhereCalled(positionals[0] ?? DEFAULT_SCENARIO, env));
  const obstacle = values.replay ? null : obstacleTo(scenario, lab.labSupport());
  const isReplay = values.replay || obstacle !== null;
  if (obstacle !== null) stderr.write(`vpce-doctor: ${obstacle}\n`);
  const describe = values.describe === undefined ? null : resolve(env.INIT_CWD ?? '.', values.describe);
  if (isReplay && describe !== null) throw new UsageError('--describe needs a VPC that runs, and none does');
  if (isReplay && memoryMb !== null) throw new UsageError('--memory needs a function that runs, and none does');
  const look = isReplay
    ? replay(lab, scenario, outside, stderr)
    : await live(lab, scenario, { seed, outside, memoryMb, describe }, stderr);
  if (look === null) return EXIT_CANNOT_RUN;
  const report = reportOf(look.facts);
  write(report, format, io);
  tellCrashes(crashesOn(look.facts), stderr);
  const mismatches = mismatchesIn(report, outside ? scenario.expects : insideOf(scenario.expects), look.drops);
  stderr.write(`${look.note}\n${plain(`${scenario.name}: ${scenario.injects}`)}\n`);
  stderr.write(
    mismatches.length === 0 ? '✓ the diagnosis is right\n' : mismatches.map((wrong) => `✗ ${plain(wrong)}\n`).join(''),
  );
  if (mismatches.length > 0) return EXIT_WRONG_DIAGNOSIS;
  return failOn === undefined ? 0 : exitCodeOf(report, failOn);
}

/** Of a list nothing is run, and a replay is of one recording: what would change a run says nothing there. */
function refuseUnused(
  { list, replay: isReplay, ...values }: Readonly<Record<string, string | boolean | undefined>>,
  positionals: readonly string[],
): void {
  const given = (names: readonly string[]) =>
    names.filter((name) => values[name] !== undefined).map((name) => `--${name}`);
  const needless = list
    ? [...given(['seed', 'describe', 'memory', 'vantage']), ...(isReplay ? ['--replay'] : []), ...positionals]
    : isReplay
      ? given(['seed'])
      : [];
  if (needless.length > 0)
    throw new UsageError(`${needless.join(', ')}: of no use beside --${list ? 'list' : 'replay'}`);
}

function parseVantage(text: string): 'both' | 'inside' {
  if (text === 'both' || text === 'inside') return text;
  throw new UsageError(`--vantage takes both or inside, not "${text}"`);
}

function parseMemory<S extends number>(text: string | undefined, sizes: readonly S[]): S | null {
  if (text === undefined) return null;
  const size = sizes.find((one) => String(one) === text);
  if (size === undefined) throw new UsageError(`--memory takes ${sizes.join(', ')}, not "${text}"`);
  return size;
}

/** npm runs scripts in the project's folder; a file is meant from where its user stands. */
const fromWhereCalled = (name: string, { INIT_CWD = '.' }: Io['env']): string =>
  name.endsWith('.json') ? resolve(INIT_CWD, name) : name;

function listOf(scenarios: readonly Scenario[], format: string, columns: number): string {
  if (format === 'json') {
    const listed = scenarios.map(({ name, injects, expects: { verdict, rootCause } }) => ({
      name,
      injects,
      expects: { verdict, rootCause },
    }));
    return `${JSON.stringify(listed, null, 2)}\n`;
  }
  const width = Math.max(...scenarios.map(({ name }) => name.length));
  const groups = Map.groupBy(scenarios, ({ expects }) => expects.rootCause?.split('/')[0] ?? 'no fault');
  const blocks = [...groups].map(([layer, own]) => {
    const lines = own.flatMap(({ name, injects }) => wrap(injects, columns, `  ${name.padEnd(width)}  `));
    return `${layer}\n${lines.join('\n')}\n`;
  });
  return `${blocks.toSorted().join('\n')}\n${scenarios.length} scenarios, by the layer of what they break\n`;
}

function parseSeed(text: string | undefined): number {
  if (text === undefined) return Math.floor(Math.random() * 1_000_000);
  const seed = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff) return seed;
  throw new UsageError(`--seed takes a whole number from 0 to 4294967295, not "${text}"`);
}

export default { help, run } satisfies Command;
