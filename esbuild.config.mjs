// Builds what is deployed and what is copied to a host: dist/lambda (the verifier), dist/lambda-vpc-of-subnets (the lookup of a
// deployment) and dist/cli (the command, one file).
import { readdir, readFile, rm } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { writeNotices } from './tools/notices.mjs';
import { writeChanged } from './tools/write-changed.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The SDK's schemas use constants as computed keys, which esbuild must keep for fear of side effects, used or not. With the
 * constants' values in their place, schemas of operations that are never called fall away.
 */
const pureAwsSchemas = {
  name: 'pure-aws-schemas',
  setup(build) {
    build.onLoad(
      { filter: /[\\/]client-[a-z0-9-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ },
      async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const constants = new Map(
          [...source.matchAll(/^const (_\w+) = ("[^"\n]*");$/gm)].map(([, name, text]) => [name, text]),
        );
        const contents = source.replace(/\[(_\w+)\]:/g, (key, name) =>
          constants.has(name) ? `${constants.get(name)}:` : key,
        );
        return { contents, loader: 'js' };
      },
    );
  },
};

/** Builds in memory, and writes what has changed. */
async function build(options) {
  const built = await esbuild.build({ ...options, write: false });
  for (const { path, contents } of built.outputFiles) writeChanged(path, contents);
  return built;
}

const common = {
  absWorkingDir: at('.'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  // The SDK's ES modules can be shaken; its CommonJS cannot.
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  outExtension: { '.js': '.mjs' },
  plugins: [pureAwsSchemas],
};

const requireBanner =
  "import{createRequire as __createRequireOfBundle}from'node:module';const require=__createRequireOfBundle(import.meta.url);";

/** The Lambda bundle: `index.handler`. */
export async function buildLambda() {
  const built = await build({
    ...common,
    entryPoints: { index: 'functions/verify/handler.ts' },
    outdir: at('dist/lambda'),
    // What reads configuration is loaded only by runs that read it.
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    alias: { '@aws-sdk/credential-provider-node': at('functions/lambda-credentials.ts') },
    banner: { js: requireBanner },
  });
  // Chunks are named after their content: those of earlier builds would stay for ever.
  const made = new Set(Object.keys(built.metafile.outputs));
  const chunks = await readdir(at('dist/lambda/chunks')).catch(() => []);
  const old = chunks.filter((file) => !made.has(`dist/lambda/chunks/${file}`));
  await Promise.all(old.map((file) => rm(at(`dist/lambda/chunks/${file}`), { force: true })));
  return built;
}

/** The bare call that the bench measures the verifier against: the same client, shaken and bundled alike. */
export function buildBare() {
  return build({
    ...common,
    entryPoints: { index: 'test/bench/bare-handler.ts' },
    outdir: at('dist/bench'),
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    alias: { '@aws-sdk/credential-provider-node': at('functions/lambda-credentials.ts') },
    banner: { js: requireBanner },
  });
}

/** What a deployment asks about its VPC: `index.handler`, one file. */
export function buildLookup() {
  return build({
    ...common,
    entryPoints: { index: 'functions/vpc-of-subnets/handler.ts' },
    outdir: at('dist/lambda-vpc-of-subnets'),
    alias: { '@aws-sdk/credential-provider-node': at('functions/lambda-credentials.ts') },
    banner: { js: requireBanner },
  });
}

/** Puts all files of a folder into the command, by their names, in the place of the module that reads them from the source tree. */
const inside = (name, folder, ending, textOf = (text) => text) => ({
  name: `${name}-inside`,
  setup(build) {
    build.onResolve({ filter: new RegExp(`^#${name}$`) }, () => ({ path: name, namespace: name }));
    build.onLoad({ filter: /.*/, namespace: name }, async () => {
      const files = (await readdir(at(folder), { recursive: true })).filter((file) => file.endsWith(ending));
      const texts = files.map(async (file) => [
        file.slice(0, -ending.length),
        textOf(await readFile(at(`${folder}/${file}`), 'utf8')),
      ]);
      return {
        contents: `const texts = ${JSON.stringify(Object.fromEntries(await Promise.all(texts)))}; export default (name) => texts[name];`,
      };
    });
  },
});

const findingsInside = inside('findings', 'docs/findings', '.md');
const schemasInside = inside('schemas', 'schemas', '.json', (text) => JSON.stringify(JSON.parse(text)));

/** The command in one file, for a host that has Node and nothing else. */
export function buildCli() {
  return build({
    ...common,
    entryPoints: { 'vpce-doctor': 'lib/cli/main.ts' },
    outdir: at('dist/cli'),
    external: ['#lab'],
    plugins: [pureAwsSchemas, findingsInside, schemasInside],
    banner: { js: requireBanner },
  });
}

/** The simulated VPC as JavaScript, for the tarball: what `demo` loads, and what runs inside the namespaces. */
export function buildLabTools(outdir) {
  return build({
    ...common,
    entryPoints: { lab: 'test/lab/lab.ts', inside: 'test/lab/inside.ts' },
    outdir,
    banner: { js: requireBanner },
  });
}

/** All that is delivered; with `--bench` also what the bench measures against. */
async function buildAll() {
  const lambda = await buildLambda();
  writeNotices(at('dist/lambda'), [lambda.metafile], at('LICENSE'));
  const bench = process.argv.includes('--bench') ? [buildBare()] : [];
  const results = [lambda, ...(await Promise.all([buildLookup(), buildCli(), ...bench]))];
  if (!process.argv.includes('--sizes')) return;
  for (const { metafile } of results) {
    for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
      process.stdout.write(`${String(bytes).padStart(9)}  ${relative('.', file)}\n`);
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll();
