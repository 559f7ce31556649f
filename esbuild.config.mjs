// Builds what is deployed and what is copied to a host: dist/lambda (the functions) and dist/cli (the command, one file).
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

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
};

const requireBanner = "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);";

/** The Lambda bundle: `index.handler`. */
export function buildLambda() {
  return build({
    ...common,
    entryPoints: { index: 'functions/verify/handler.ts' },
    outdir: at('dist/lambda'),
    alias: { '@aws-sdk/credential-provider-node': at('functions/lambda-credentials.ts') },
    banner: { js: requireBanner },
  });
}

/** The command in one file, for a host that has Node and nothing else. */
export function buildCli() {
  return build({
    ...common,
    entryPoints: { 'vpce-doctor': 'lib/cli/main.ts' },
    outdir: at('dist/cli'),
    external: ['#lab'],
    banner: { js: requireBanner },
  });
}

const results = await Promise.all([buildLambda(), buildCli()]);
if (process.argv.includes('--sizes')) {
  for (const { metafile } of results) {
    for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
      process.stdout.write(`${String(bytes).padStart(9)}  ${relative('.', file)}\n`);
    }
  }
}
