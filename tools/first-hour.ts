// `npm run first-hour`: what only a real account can show, step by step. Prints commands, and runs none that changes anything.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, env, stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { DEFAULT_FILE, givenConfiguration } from '../infra/given-configuration.ts';
import { parseConfiguration } from '../infra/parse-configuration.ts';
import { SAMPLE_CONFIGURATION } from '../infra/sample-configuration.ts';
import { UsageError } from '../lib/model/errors.ts';
import { EXIT_USAGE } from '../lib/report/exit-code.ts';
import { shellLine } from '../lib/report/render/plain.ts';
import { type Names, namesOf } from './first-hour/names.ts';
import { askAwsCli, runStep } from './first-hour/run-step.ts';
import { STEPS, type Step } from './first-hour/steps.ts';

const HELP = `npm run -s first-hour: what only a real AWS account can show, step by step

  npm run -s first-hour                     the plan; runs nothing
  npm run -s first-hour -- STEP             one step's commands, for you to run
  npm run -s first-hour -- --run STEP       its looks: read-only calls of the AWS CLI, with your credentials

  --config FILE    the deployment's configuration (${DEFAULT_FILE})
  --out FOLDER     where --run writes what came, without names (first-hour)
`;

const PAGE = new URL('../docs/first-hour.md', import.meta.url);
const BLOCK = /(<!-- npm run docs writes the steps -->\n)[\s\S]*?(<!-- end of the steps -->)/;

/** The page with its steps as they are. */
export const pageWithSteps = (page: string): string =>
  page.replace(BLOCK, (_, begin: string, end: string) => `${begin}\n${STEPS.map(asMarkdown).join('')}${end}`);

function asMarkdown(step: Step): string {
  const names = { ...namesOf(parseConfiguration(SAMPLE_CONFIGURATION, 'the sample'), DEFAULT_FILE) };
  const expects = step.expects.map((one) => `- ${one}\n`).join('');
  const looks = step.looks.map((one) => `\`${one.run(names).slice(0, 2).join(' ')}\``);
  const read = looks.length === 0 ? '' : `**Looks** (\`--run ${step.id}\`): ${[...new Set(looks)].join(', ')}.\n\n`;
  return `### ${step.id}\n\n**${step.title}.** ${step.why} **Cost:** ${step.cost}.\n\n${blocksOf(step, names)}**Expected:**\n\n${expects}\n${read}`;
}

/** Its commands as fenced blocks, and what stands between them. */
function blocksOf(step: Step, names: Names): string {
  let text = '';
  let lines: string[] = [];
  const close = () => {
    if (lines.length > 0) text += `\`\`\`sh\n${lines.join('\n')}\n\`\`\`\n\n`;
    lines = [];
  };
  for (const command of step.commands(names)) {
    if (typeof command !== 'string') lines.push(shellLine(command));
    else {
      close();
      text += `${command}\n\n`;
    }
  }
  close();
  return text;
}

function asText(step: Step, names: Names): string {
  const commands = step
    .commands(names)
    .map((one) => (typeof one === 'string' ? `  ${one}\n` : `    ${shellLine(one)}\n`));
  const expects = step.expects.map((one) => `  Expected: ${one}\n`).join('');
  const look = step.looks.length > 0 ? `  Then look: npm run -s first-hour -- --run ${step.id}\n` : '';
  return `${step.id}: ${step.title}\n  ${step.why}\n  Cost: ${step.cost}.\n${commands.join('')}${expects}${look}\n`;
}

async function main(): Promise<number> {
  const { values, positionals } = parsed();
  if (values.help) return print(HELP);
  if (values.docs) {
    writeFileSync(PAGE, pageWithSteps(readFileSync(PAGE, 'utf8')));
    return 0;
  }
  const [named] = [...positionals, ...(values.run === undefined ? [] : [values.run])];
  if (positionals.length + (values.run === undefined ? 0 : 1) > 1) throw new UsageError('one step at a time');
  const chosen = named === undefined ? STEPS : [stepNamed(named)];
  if (values.run !== undefined) return look(chosen[0] as Step, configured(values.config), values.out ?? 'first-hour');
  const names = configured(values.config, true);
  const head =
    'Nothing is run. These commands are for you to run, in this order; --run STEP looks, and changes nothing.\n\n';
  return print(head + chosen.map((step) => asText(step, names)).join(''));
}

function parsed() {
  try {
    const options = {
      run: { type: 'string' },
      config: { type: 'string' },
      out: { type: 'string' },
      docs: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    } as const;
    return parseArgs({ args: argv.slice(2), options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]} (see --help)`);
  }
}

function stepNamed(id: string): Step {
  const step = STEPS.find((one) => one.id === id);
  if (!step) throw new UsageError(`there is no step "${id}"; there are ${STEPS.map((one) => one.id).join(', ')}`);
  return step;
}

/** To read the plan needs no file of one's own; to look at an account does. */
function configured(file: string | undefined, isSampleEnough = false): Names {
  try {
    const { given, source } = givenConfiguration((key) => (key === 'config' ? file : undefined));
    return namesOf(parseConfiguration(given, source), file ?? DEFAULT_FILE);
  } catch (error) {
    if (!isSampleEnough || file !== undefined || !(error as Error).message.startsWith('there is no')) throw error;
    stderr.write(`there is no ${DEFAULT_FILE} here, so the ids below are a sample's\n`);
    return namesOf(parseConfiguration(SAMPLE_CONFIGURATION, 'the sample'), DEFAULT_FILE);
  }
}

/** Looks, says what came, and writes it down. Exits with 1 where something is not as expected. */
async function look(step: Step, given: Names, folder: string): Promise<number> {
  const region = given.region === 'REGION' ? (env.AWS_REGION ?? env.AWS_DEFAULT_REGION) : given.region;
  if (region === undefined)
    throw new UsageError('which Region? Write "region" into the configuration, or set AWS_REGION');
  if (step.looks.length === 0) return print(`${step.id} has no looks: its commands bring all there is\n`);
  const answers = await runStep(step, { ...given, region }, askAwsCli, ({ isAsExpected, expects, kept, error }) => {
    const came = error === undefined ? JSON.stringify(kept) : `no answer: ${error}`;
    stdout.write(`${isAsExpected ? '✓' : '✗'} ${expects}\n    ${came}\n`);
  });
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${step.id}.json`);
  writeFileSync(file, `${JSON.stringify(answers, null, 2)}\n`);
  stdout.write(`\n${file} holds this, without ids or names: read it once, then send it with the step's recording\n`);
  return answers.looks.every((one) => one.isAsExpected) ? 0 : 1;
}

function print(text: string): number {
  stdout.write(text);
  return 0;
}

if (import.meta.main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if ((error as Error).name !== 'UsageError') throw error;
    stderr.write(`first-hour: ${(error as Error).message}\n`);
    process.exitCode = EXIT_USAGE;
  }
}
