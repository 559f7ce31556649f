import { readFileSync } from 'node:fs';

/** A published schema, from the source tree. The build puts all of them into the command instead, which then is one file. */
export default function schemaText(name: string): string {
  return readFileSync(new URL(`../../schemas/${name}.json`, import.meta.url), 'utf8');
}
