// Builds what is deployed and what is copied to a host: dist/lambda (the functions) and dist/cli (the command, one file).
import { readdir, readFile } from 'node:fs/promises';
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

/** Puts the pages of all findings into the command, in the place of the module that reads them from the source tree. */
const findingsInside = {
  name: 'findings-inside',
  setup(build) {
    build.onResolve({ filter: /^#findings$/ }, () => ({ path: 'findings', namespace: 'findings' }));
    build.onLoad({ filter: /.*/, namespace: 'findings' }, async () => {
      const files = await readdir(at('docs/findings'), { recursive: true });
      const pages = files
        .filter((file) => file.endsWith('.md'))
        .map(async (file) => [file.slice(0, -'.md'.length), await readFile(at(`docs/findings/${file}`), 'utf8')]);
      return {
        contents: `const pages = ${JSON.stringify(Object.fromEntries(await Promise.all(pages)))}; export default (code) => pages[code];`,
      };
    });
  },
};

/** The command in one file, for a host that has Node and nothing else. */
export function buildCli() {
  return build({
    ...common,
    entryPoints: { 'vpce-doctor': 'lib/cli/main.ts' },
    outdir: at('dist/cli'),
    external: ['#lab'],
    plugins: [findingsInside],
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
