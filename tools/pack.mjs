// Makes the tarball that npm installs without network: compiled JavaScript, the simulated VPC with its recordings, licences, and no dependency.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildCli, buildLabTools, buildLambda } from '../esbuild.config.mjs';
import { writeNotices } from './notices.mjs';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const folder = at('dist/npm');

/** What the sandbox of the lab copies into the client, as it is. */
const LAB_FILES = ['bootstrap.mjs', 'trust.mjs', 'scenarios'];

rmSync(folder, { recursive: true, force: true });
mkdirSync(`${folder}/test/lab`, { recursive: true });
const built = [await buildLambda(), await buildCli(), await buildLabTools(`${folder}/test/lab`)];
cpSync(at('dist/lambda'), `${folder}/dist/lambda`, { recursive: true });
cpSync(at('dist/cli'), `${folder}/dist/cli`, { recursive: true });
for (const file of LAB_FILES) cpSync(at(`test/lab/${file}`), `${folder}/test/lab/${file}`, { recursive: true });
cpSync(at('test/recordings'), `${folder}/test/recordings`, { recursive: true });
writeNotices(
  folder,
  built.map(({ metafile }) => metafile),
  at('LICENSE'),
);
cpSync(at('README.md'), `${folder}/README.md`);

const { name, version, description, license } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
const manifest = {
  name,
  version,
  description,
  license,
  private: true,
  type: 'module',
  bin: { 'vpce-doctor': 'dist/cli/vpce-doctor.mjs' },
  imports: { '#lab': './test/lab/lab.mjs' },
  engines: { node: '>=22' },
};
writeFileSync(`${folder}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
// npm itself packs when it is called as `npm pack`, or to install from git.
if (!process.argv.includes('--stage')) {
  const args = ['pack', '--silent', '--pack-destination', at('dist')];
  const printed = execFileSync('npm', args, { cwd: folder, encoding: 'utf8' });
  process.stdout.write(`dist/${printed.trim()}\n`);
}
