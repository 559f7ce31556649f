import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { evaluate } from '../../../lib/evaluate/iam/evaluate.ts';
import type { Policies, PolicyRequest } from '../../../lib/evaluate/iam/request.ts';

interface Vector {
  readonly name: string;
  readonly request: PolicyRequest;
  readonly policies: Policies;
  readonly expected: { readonly decision: string; readonly layer: string | null; readonly path?: string };
}

const VECTORS = readFileSync(new URL('vectors.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): Vector => JSON.parse(line));

function ruled({ request, policies }: Vector): Vector['expected'] {
  try {
    const { decision, layer } = evaluate(request, policies);
    return { decision, layer };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'PolicyError') throw error;
    const { layer, path } = error as Error & { layer: string; path: string };
    return { decision: 'error', layer, path };
  }
}

test('each case of the reference is ruled as it says, with the layer that decides', () => {
  const wrong = VECTORS.map((vector) => ({ name: vector.name, expected: vector.expected, got: ruled(vector) })).filter(
    ({ expected, got }) => JSON.stringify(expected) !== JSON.stringify(got),
  );
  expect(VECTORS.length).toBeGreaterThan(250);
  expect(wrong).toEqual([]);
});

test('a denial and an unknown are always explained, and their layer is among those that stop the call', () => {
  const unexplained = VECTORS.filter(({ expected }) => !['error', 'allow'].includes(expected.decision)).filter(
    ({ request, policies }) => {
      const { decision, layer, because, layers, statement } = evaluate(request, policies);
      const found = layers.find((one) => one.layer === layer);
      const namesStatement = because.kind === 'statement-denies' || because.kind === 'undecided';
      const isMissed =
        because.kind !== 'no-statement-allows' || because.nearest === null || because.nearest.missed.length > 0;
      const isOpen = because.kind !== 'undecided' || because.open.missed.length > 0;
      return !found || found.effect !== decision || namesStatement !== (statement !== null) || !isMissed || !isOpen;
    },
  );
  expect(unexplained.map(({ name }) => name)).toEqual([]);
});
