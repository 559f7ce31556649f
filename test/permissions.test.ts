import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const FOLDER = new URL('../lib/gather/config/', import.meta.url);
const files = readdirSync(FOLDER);

const sourceOf = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');

/** What a gatherer says that it calls. */
const actionsIn = (source: string): readonly string[] =>
  [...(/export const actions = \[([^\]]*)\]/.exec(source)?.[1] ?? '').matchAll(/'([^']+)'/g)].map(
    ([, action = '']) => action,
  );

const listed = files.flatMap((file) => actionsIn(sourceOf(file)));

test('README.md names every permission that reading the configuration asks for, and no other', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const chapter = readme.slice(readme.indexOf('## From outside'), readme.indexOf('## Offline, from configuration'));
  const named = [...chapter.matchAll(/`((?:ec2|lambda|secretsmanager|kms|sts|iam):\w+)`/g)].map(([, action]) => action);
  expect(named.toSorted()).toEqual([...new Set(listed)].toSorted());
});

test('reading the configuration only describes and gets', () => {
  expect(listed.length).toBeGreaterThan(10);
  for (const action of listed) expect(action).toMatch(/^[a-z0-9]+:(Describe|Get)\w+$/);
});

test('every operation that a gatherer sends is among the actions that it lists', () => {
  for (const file of files) {
    const source = sourceOf(file);
    const sent = [...source.matchAll(/new (\w+)Command\(|paginate(\w+)\(/g)].map(
      ([, command, pages]) => command ?? pages,
    );
    // STS answers everyone who signs: that one needs no permission.
    for (const operation of sent.filter((one) => one !== 'GetCallerIdentity'))
      expect(actionsIn(source).map((action) => action.split(':')[1])).toContain(operation);
  }
});
