// Writes schemas/ from the shapes that files are checked against: `npm run schemas`. A test keeps the two equal.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { FACTS } from '../lib/model/facts.ts';
import { PATH_REPORT } from '../lib/model/path-report.ts';
import { REPORT } from '../lib/model/report.ts';

const SCHEMAS: Readonly<Record<string, { readonly shape: GenericSchema; readonly title: string }>> = {
  facts: { shape: FACTS, title: 'What vpce-doctor saw: what --record writes and analyze reads' },
  report: { shape: REPORT, title: 'What vpce-doctor says: --format json, and the answer of the function' },
  'path-report': { shape: PATH_REPORT, title: 'A ruling on one path: analyze --from --to --format json' },
};

/** Each published schema as the text of its file, by its name. Checks that JSON Schema cannot express are left out. */
export const schemaTexts = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, { shape, title }]) => {
      const schema = toJsonSchema(shape, { typeMode: 'output', errorMode: 'ignore' });
      const { $schema, ...rest } = schema;
      return [name, `${JSON.stringify({ $schema, $id: `vpce-doctor/${name}/2`, title, ...rest }, null, 2)}\n`];
    }),
  );

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [name, text] of Object.entries(schemaTexts()))
    writeFileSync(new URL(`../schemas/${name}.json`, import.meta.url), text);
