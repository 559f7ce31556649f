import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { reportOf } from '../../lib/report/report.ts';
import { configured, groups } from '../support/configuration.ts';
import { byCidr } from '../support/network.ts';
import { factsOf } from '../support/world.ts';

const CLI = fileURLToPath(new URL('../../dist/cli/vpce-doctor.mjs', import.meta.url));

/** Milliseconds of a Node process, from its start to its end. */
function processMs(args: readonly string[]): number {
  const started = performance.now();
  execFileSync(process.execPath, [...args], { stdio: 'ignore' });
  return performance.now() - started;
}

export const emptyNodeMs = (): number => processMs(['-e', '0']);

export const helpMs = (): number => processMs([CLI, '--help']);

/** What a built file loads with itself, by its own words; `import("…")` is loaded later. */
const STATIC_IMPORT = /(?:from|import)"(\.[^"]+)"/g;

/** Bytes of a function and of all that it loads before its first event. */
function bytesAtStart(entry: URL, seen = new Set<string>()): number {
  if (seen.has(entry.href)) return 0;
  seen.add(entry.href);
  const text = readFileSync(entry, 'utf8');
  const loaded = [...text.matchAll(STATIC_IMPORT)].map(([, path = '']) => bytesAtStart(new URL(path, entry), seen));
  return loaded.reduce((sum, bytes) => sum + bytes, Buffer.byteLength(text));
}

const built = (folder: string): URL => new URL(`../../dist/${folder}/index.mjs`, import.meta.url);

export const bundleBytes = (): { readonly verifier: number; readonly bare: number } => ({
  verifier: bytesAtStart(built('lambda')),
  bare: bytesAtStart(built('bench')),
});

/** Milliseconds to judge a network whose endpoint's group has so many rules. */
export function analysisMs(rules: number): number {
  const ingress = Array.from({ length: rules }, (_, index) => byCidr(`10.${(index >> 8) & 255}.${index & 255}.0/24`));
  const facts = factsOf(configured({ securityGroups: groups({ ingress }) }));
  const started = performance.now();
  reportOf(facts);
  return performance.now() - started;
}
