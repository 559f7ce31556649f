import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VERSION } from '../../lib/version.ts';
import { bundleOf } from '../bundle-of.ts';
import { strictApp } from '../synthesize.ts';
import { addPlainStack } from './add-plain-stack.ts';
import { parametersOf } from './parameters-of.ts';
import { type ZipEntry, zip } from './zip.ts';

/** AWS's Regions have three Availability Zones or more; a verifier in each of three is what most workloads want. */
const MOST_ZONES = 3;

/**
 * Writes what a shop without CDK deploys: the verifiers' zip, and a template for each number of zones with a file of its parameters to fill
 * in. The same sources make the same bytes. Answers with the files' names.
 */
export function writePackage(folder: string): readonly string[] {
  const archive = zip(filesIn(bundleOf('verifier')));
  // Another content is another key, or CloudFormation would see no change.
  const digest = createHash('sha256').update(archive).digest('hex').slice(0, 12);
  const artifact = `vpce-doctor-verify-${VERSION}-${digest}.zip`;
  const templates = plainTemplates(artifact);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, artifact), archive);
  for (const [name, text] of templates) writeFileSync(join(folder, name), text);
  return [artifact, ...templates.keys()];
}

function filesIn(folder: string): readonly ZipEntry[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: file.slice(folder.length + 1).replaceAll('\\', '/'), content: readFileSync(file) }));
}

function plainTemplates(artifact: string): ReadonlyMap<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'vpce-doctor-'));
  try {
    const app = strictApp(outdir);
    for (const kind of ['new-endpoint', 'existing-endpoint'] as const) {
      for (let zones = 1; zones <= MOST_ZONES; zones += 1) addPlainStack(app, { kind, zones, artifact });
    }
    const { stacks } = app.synth();
    return new Map(
      stacks.flatMap(({ stackName, template }) => [
        [`${stackName}.template.json`, `${JSON.stringify(template)}\n`],
        [`${stackName}.parameters.json`, `${JSON.stringify(parametersOf(template), null, 2)}\n`],
      ]),
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
