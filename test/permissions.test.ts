import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { SERVICES } from '../lib/services/index.ts';

const FOLDER = new URL('../lib/gather/reads/', import.meta.url);
const files = readdirSync(FOLDER);

const sourceOf = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');

/** What a gatherer says that it calls. */
const actionsOf = async (file: string): Promise<readonly string[]> =>
  ((await import(new URL(file, FOLDER).href)) as { readonly actions?: readonly string[] }).actions ?? [];

const listed = (await Promise.all(files.map(actionsOf))).flat();

test('docs/security.md gives every permission that reading the configuration asks for, and no other', () => {
  const page = readFileSync(new URL('../docs/security.md', import.meta.url), 'utf8');
  const [, policy = ''] = /```json\n([\s\S]*?)\n```/.exec(page) ?? [];
  const { Statement } = JSON.parse(policy) as { Statement: readonly { readonly Action: readonly string[] }[] };
  const named = Statement.flatMap(({ Action }) => Action);
  expect(named.toSorted()).toEqual([...new Set(listed)].toSorted());
});

test('reading the configuration only describes and gets', () => {
  expect(listed.length).toBeGreaterThan(10);
  for (const action of listed) expect(action).toMatch(/^[a-z0-9]+:(Describe|Get)\w+$/);
});

const operationsIn = (source: string): readonly string[] =>
  [...source.matchAll(/new (\w+)Command\(|paginate(\w+)\(/g)].map(([, command, pages = '']) => command ?? pages);

test('every operation that a gatherer sends is among the actions that it lists', async () => {
  for (const file of files) {
    // STS answers everyone who signs: that one needs no permission.
    const sent = operationsIn(sourceOf(file)).filter((one) => one !== 'GetCallerIdentity');
    const actions = (await actionsOf(file)).map((action) => action.split(':')[1]);
    for (const operation of sent) expect(actions).toContain(operation);
  }
});

test.each(Object.values(SERVICES))(
  'of $name the operation under test and the description are sent, and no other',
  ({ id, actions }) => {
    const sent = operationsIn(readFileSync(new URL(`../services/${id}.ts`, FOLDER), 'utf8'));
    expect(sent.map((operation) => `${id}:${operation}`).toSorted()).toEqual([actions.describe, actions.read]);
  },
);
