import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { env, stderr, stdout } from 'node:process';
import { mergeFacts } from '../analyze/merge.ts';
import { UsageError } from '../model/errors.ts';
import type { Facts } from '../model/facts.ts';
import type { Report } from '../model/report.ts';
import { FORMATS, RENDERERS } from '../report/render/index.ts';
import { plain } from '../report/render/plain.ts';
import { reportOf } from '../report/report.ts';
import { type Command, parseCommandLine, parseFormat } from './command.ts';
import { terminalPaint } from './terminal-paint.ts';

const help = `vpce-doctor demo: the simulated VPC. Builds it, breaks it, runs the real Lambda bundle in it, looks at the configuration from
outside as vpce-doctor inspect does, and shows both as one report

  npm start                             all is well: the proof
  npm start -- endpoint-group-closed    one fault, injected for real
  npm start -- my-scenario.json         a scenario of your own (docs/scenarios.md)
  npm start -s -- --format json         the report alone on stdout: -s keeps npm's own lines away
  npm start -- --list                   the scenarios, a line each

  --seed N             the same world again: CIDRs, ids, zones, order and secret (default: another one every time)
  --format ${FORMATS.join('|')}    default: text; with json, stdout holds the report alone
  --vantage inside     the function alone: in an isolated subnet packets show the symptom, and no rule can be read
  --describe FOLDER    also write the VPC's configuration as the AWS CLI prints it, for vpce-doctor analyze
  --list               the scenarios; with --format json as [{name, injects, expects}]

Needs Linux, iproute2 and, for faults that drop packets, nftables (Debian: apt-get install iproute2 nftables).
No root, no Docker, no AWS account. Exit codes: 0 the diagnosis is the one that the scenario expects · 1 it is not · 2 this machine cannot run it
`;

const DEFAULT_SCENARIO = 'healthy-two-zones';
const EXIT_WRONG_DIAGNOSIS = 1;
const EXIT_CANNOT_RUN = 2;

type Lab = typeof import('#lab');
type Drops = Readonly<Record<string, number>>;
type Scenario = Awaited<ReturnType<Lab['findScenario']>>;
type Expects = Scenario['expects'];

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    list: { type: 'boolean', default: false },
    seed: { type: 'string' },
    describe: { type: 'string' },
    vantage: { type: 'string', default: 'both' },
    format: { type: 'string', default: 'text' },
  } as const);
  if (positionals.length > 1) throw new UsageError(`one scenario at a time, not ${positionals.join(' and ')}`);
  const format = parseFormat(values.format);
  const seed = parseSeed(values.seed);
  const vantage = parseVantage(values.vantage);
  const lab = await loadLab();
  if (values.list) return list(await lab.allScenarios(), format);
  const scenario = await lab.findScenario(fromWhereCalled(positionals[0] ?? DEFAULT_SCENARIO));
  const support = lab.labSupport();
  const enforceFilters = support.filters === true;
  const obstacle = whyNot(scenario, support);
  if (obstacle !== null) {
    stderr.write(`vpce-doctor: ${obstacle}\n`);
    return EXIT_CANNOT_RUN;
  }
  stderr.write(
    `building a simulated VPC (seed ${seed}) and running the Lambda bundle in it${vantage === 'both' ? ', beside a look from outside' : ''} …\n`,
  );
  const outside = vantage === 'both';
  const result = await lab.runScenario(scenario, { seed, enforceFilters, outside, event: { mode: 'facts' } });
  if (values.describe !== undefined)
    await writeDescriptions(resolve(env.INIT_CWD ?? '.', values.describe), lab.describeWorld(result.world));
  if (result.response === null) throw new Error(`the function failed: ${result.error}\n${tail(result.stderr)}`);
  const report = reportOf(factsOf(result));
  if (!enforceFilters)
    stderr.write(`note: filters were not enforced in this run (${support.filters}); the packets were real\n`);
  stdout.write(RENDERERS[format](report, terminalPaint(stdout)));
  stderr.write(`built in ${Math.round(result.builtMs)} ms, diagnosed in ${Math.round(result.tookMs)} ms\n`);
  return compare(scenario, outside ? scenario.expects : insideOf(scenario.expects), report, result.drops);
}

/** What the inside alone is expected to say. */
const insideOf = ({ inside, ...both }: Expects): Expects => ({
  ...both,
  ...(inside ? { verdict: inside.verdict ?? both.verdict, rootCause: inside.rootCause } : {}),
});

/** What the function saw, with what was seen from outside where somebody looked. */
function factsOf({
  response,
  outside,
}: {
  response: string | null;
  outside: { recorded: string | null; stderr: string } | null;
}): Facts {
  const inside = JSON.parse(response ?? '') as Facts;
  if (outside === null) return inside;
  if (outside.recorded === null) throw new Error(`the look from outside failed\n${tail(outside.stderr)}`);
  return mergeFacts(inside, JSON.parse(outside.recorded) as Facts);
}

function parseVantage(text: string): 'both' | 'inside' {
  if (text === 'both' || text === 'inside') return text;
  throw new UsageError(`--vantage takes both or inside, not "${text}"`);
}

/** One file for each call of the AWS CLI. */
async function writeDescriptions(folder: string, documents: Readonly<Record<string, unknown>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [call, document] of Object.entries(documents)) {
    await writeFile(join(folder, `${call}.json`), `${JSON.stringify(document, null, 2)}\n`);
  }
}

/** The last lines of what a process said, without the minified source that a trace quotes. */
const tail = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.length < 400)
    .slice(-25)
    .join('\n');

/** npm runs scripts in the project's folder; a file is meant from where its user stands. */
const fromWhereCalled = (name: string): string => (name.endsWith('.json') ? resolve(env.INIT_CWD ?? '.', name) : name);

/** The lab is part of the source tree, not of the command that is copied to a host. */
async function loadLab(): Promise<Lab> {
  try {
    return await import('#lab');
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== 'ERR_PACKAGE_IMPORT_NOT_DEFINED' && code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UsageError('the simulated VPC comes with the source tree; there, run npm start');
  }
}

function whyNot(scenario: Scenario, { namespaces, filters }: ReturnType<Lab['labSupport']>): string | null {
  if (namespaces !== true) return `the simulated VPC cannot run on this machine: ${namespaces}`;
  if (filters === true || !scenario.expects.drops?.length) return null;
  return `${scenario.name} drops packets, and this machine cannot filter them: ${filters}`;
}

function list(scenarios: readonly Scenario[], format: string): number {
  const width = Math.max(...scenarios.map(({ name }) => name.length));
  stdout.write(
    format === 'json'
      ? `${JSON.stringify(
          scenarios.map(({ name, injects, expects: { verdict, rootCause } }) => ({
            name,
            injects,
            expects: { verdict, rootCause },
          })),
          null,
          2,
        )}\n`
      : scenarios.map(({ name, injects }) => `${name.padEnd(width)}  ${plain(injects)}\n`).join(''),
  );
  return 0;
}

/** The diagnosis beside what was injected, and the filters that dropped beside those that should have. */
function compare(
  { name, injects }: Scenario,
  expects: Expects,
  { verdict, rootCause }: Report,
  drops: Drops | null,
): number {
  const dropped = Object.entries(drops ?? {}).flatMap(([filter, packets]) => (packets > 0 ? [filter] : []));
  const wrongs = [
    ...(verdict === expects.verdict && rootCause === expects.rootCause
      ? []
      : [
          `the diagnosis is wrong: it should be ${expects.rootCause === null ? expects.verdict : `${expects.verdict}, ${expects.rootCause}`}`,
        ]),
    ...(drops === null || expects.drops === undefined || dropped.toSorted().join() === expects.drops.toSorted().join()
      ? []
      : [
          `packets were dropped by ${dropped.join(', ') || 'no filter'}, and should have been by ${expects.drops.join(', ') || 'none'}`,
        ]),
  ];
  stderr.write(`${plain(`${name}: ${injects}`)}\n`);
  stderr.write(
    wrongs.length === 0 ? '✓ the diagnosis is right\n' : wrongs.map((wrong) => `✗ ${plain(wrong)}\n`).join(''),
  );
  return wrongs.length === 0 ? 0 : EXIT_WRONG_DIAGNOSIS;
}

function parseSeed(text: string | undefined): number {
  if (text === undefined) return Math.floor(Math.random() * 1_000_000);
  const seed = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff) return seed;
  throw new UsageError(`--seed takes a whole number from 0 to 4294967295, not "${text}"`);
}

export default { help, run } satisfies Command;
