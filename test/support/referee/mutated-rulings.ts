import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutants.ts';
import type { Case, Prediction } from './predictions.ts';

const LIB = fileURLToPath(new URL('../../../lib/', import.meta.url));
const PACKAGES = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const PREDICT = fileURLToPath(new URL('predict.ts', import.meta.url));

/** All that rulings are made of. */
const PARTS = ['evaluate', 'model', 'net'];

/** What a copy of the rulings predicts, with the mutation in it or, where that is null, without any. */
export async function predictionsWith(mutant: Mutant | null, cases: readonly Case[]) {
  const folder = mkdtempSync(join(tmpdir(), 'rulings-'));
  try {
    for (const part of PARTS) cpSync(join(LIB, part), join(folder, part), { recursive: true });
    symlinkSync(PACKAGES, join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    if (mutant) mutate(join(folder, mutant.file), mutant);
    return await predictedIn(folder, JSON.stringify(cases));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The text is there just once, or else nobody knows what was mutated. */
function mutate(path: string, { name, file, from, to }: Mutant): void {
  const source = readFileSync(path, 'utf8');
  const count = source.split(from).length - 1;
  if (count !== 1)
    throw new Error(`the mutant "${name}" is void: lib/${file} has its text ${count} times, not once: ${from}`);
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
}

function predictedIn(folder: string, cases: string): Promise<readonly (readonly Prediction[])[]> {
  return new Promise((resolve, reject) => {
    const args = ['--disable-warning=ExperimentalWarning', PREDICT, folder];
    const child = execFile(process.execPath, args, { maxBuffer: 2 ** 28 }, (error, stdout) => {
      if (error) reject(error);
      else resolve(JSON.parse(stdout));
    });
    child.stdin?.end(cases);
  });
}
