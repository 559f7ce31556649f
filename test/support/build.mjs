// Builds once before all tests: several of them run what is deployed, not the sources.
import { execFileSync } from 'node:child_process';

export default function build() {
  execFileSync(process.execPath, ['esbuild.config.mjs'], { cwd: new URL('../..', import.meta.url), stdio: 'inherit' });
}
