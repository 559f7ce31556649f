// `npm run package`: the release artifact for shops without CDK.
import { stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { writePackage } from './package/write-package.ts';

const folder = fileURLToPath(new URL('../dist/package', import.meta.url));
for (const file of writePackage(folder)) stdout.write(`dist/package/${file}\n`);
