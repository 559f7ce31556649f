// Entry of the CDK app: by itself (`npm run synth -- -c KEY=VALUE`) and for the CDK's command line (`npx cdk deploy`).
import { existsSync } from 'node:fs';
import { argv, env, exit, stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { UsageError } from '../lib/model/errors.ts';
import { EXIT_USAGE } from '../lib/report/exit-code.ts';
import { configurationSchema } from './configuration.ts';
import { DEFAULT_FILE, givenConfiguration } from './given-configuration.ts';
import { parseConfiguration } from './parse-configuration.ts';
import { SAMPLE_CONFIGURATION } from './sample-configuration.ts';
import { stackNameOf } from './stack-name.ts';

async function main(): Promise<void> {
  const context = contextOf(argv.slice(2));
  const { given, source } = isTrial(context) ? sample() : givenConfiguration((key) => context[key]);
  const configuration = parseConfiguration(given, source);
  // Loaded when it is needed, so that mistakes answer at once.
  const { synthesize } = await import('./synthesize.ts');
  // The command line says where it wants the assembly, and reports by itself.
  const outdir = env.CDK_OUTDIR ?? 'dist/cdk';
  const assembly = synthesize(configuration, outdir, context);
  if (env.CDK_OUTDIR === undefined) stdout.write(`${assembly.directory}/${stackNameOf(configuration)}.template.json\n`);
}

/** To look at the template needs no ids of one's own; to deploy does, and there nothing is made up. */
const isTrial = (context: Record<string, unknown>): boolean =>
  env.CDK_OUTDIR === undefined && Object.keys(context).length === 0 && !existsSync(DEFAULT_FILE);

function sample() {
  stderr.write(
    `there is no ${DEFAULT_FILE} here, so this is a sample's template; write your own with vpce-doctor init\n`,
  );
  return { given: SAMPLE_CONFIGURATION, source: 'the sample' };
}

/** Context of this command, and of the CDK's, which hands it over in the environment. */
function contextOf(args: string[]): Record<string, unknown> {
  const pairs = contextArguments(args).map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`-c takes KEY=VALUE, not "${pair}"`);
    return [knownKey(pair.slice(0, at)), pair.slice(at + 1)];
  });
  const handed = Object.entries<unknown>(JSON.parse(env.CDK_CONTEXT_JSON ?? '{}'));
  for (const [key] of handed) if (!OF_THE_CDK.test(key)) knownKey(key);
  return { ...Object.fromEntries(handed), ...Object.fromEntries(pairs) };
}

/** The CDK's flags and what it has looked up: `@aws-cdk/core:…`, `aws:cdk:…`, `vpc-provider:…`. */
const OF_THE_CDK = /[:@/-]/;

/** What is not known is a slip of the keyboard, which would deploy the default. */
function knownKey(key: string): string {
  const known = ['config', ...Object.keys(configurationSchema.entries)];
  if (known.includes(key) || key.startsWith('@aws-cdk/')) return key;
  throw new UsageError(`-c ${key} isn't a known key; the keys are ${known.join(', ')}`);
}

function contextArguments(args: string[]): readonly string[] {
  try {
    const options = { context: { type: 'string', short: 'c', multiple: true } } as const;
    return parseArgs({ args, options }).values.context ?? [];
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}; accepted: -c KEY=VALUE`);
  }
}

try {
  await main();
} catch (error) {
  if ((error as Error).name !== 'UsageError') throw error;
  stderr.write(`vpce-doctor: ${(error as Error).message}\n`);
  exit(EXIT_USAGE);
}
