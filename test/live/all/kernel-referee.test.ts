import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import { evaluatePath } from '../../../lib/evaluate/network/path.ts';
import { placesOf } from '../../../lib/evaluate/network/places.ts';
import { portRange } from '../../../lib/net/range.ts';
import { runPool } from '../../lab/pool.ts';
import { describeLab } from '../../support/describe-lab.ts';
import { type Refereed, referee } from '../../support/referee/kernel.ts';
import { MUTANTS, type Mutant } from '../../support/referee/mutants.ts';
import { predictionsWith } from '../../support/referee/mutated-rulings.ts';
import { type Case, type Prediction, predictionsBy } from '../../support/referee/predictions.ts';
import { caseOf, disagreementsIn, type Verdict, verdictsOf } from '../../support/referee/verdicts.ts';
import { type DrawnWorld, worldsFor } from '../../support/referee/worlds.ts';

const LABS_AT_ONCE = 3;
const PROCESSES_AT_ONCE = 2;
const FEWEST_VERDICTS = 1_500;
const seed = Number(process.env.LAB_SEED ?? Math.floor(Math.random() * 1_000_000));

const drawn = worldsFor(seed);

/** The results in the order of the jobs; the first that failed fails all. */
async function allOf<T>(jobs: ReadonlyMap<string, () => Promise<T>>, atOnce: number): Promise<readonly T[]> {
  const results = await runPool(jobs, atOnce);
  return [...jobs.keys()].map((key) => {
    const result = results.get(key);
    if (result?.status !== 'fulfilled') throw result?.reason;
    return result.value;
  });
}

const builds = ({ scenario, ports, seed: own }: DrawnWorld) =>
  [scenario.name, () => referee(scenario, ports, own)] as const;

describeLab(`the kernel as referee of the rulings (LAB_SEED=${seed})`, () => {
  let refereed: readonly Refereed[] = [];
  let cases: readonly Case[] = [];

  /** What the kernel did, beside what somebody predicted. */
  const judged = (predictions: readonly (readonly Prediction[])[]): readonly Verdict[] =>
    refereed.flatMap((one, index) => verdictsOf(drawn[index]?.scenario.name ?? '', one, predictions[index] ?? []));

  const predicted = () => cases.map((one) => predictionsBy({ evaluatePath, placesOf, portRange }, one));

  beforeAll(async () => {
    refereed = await allOf(new Map(drawn.map(builds)), LABS_AT_ONCE);
    cases = refereed.map(caseOf);
  }, 300_000);

  test('what the rulings predict is what the kernel does, by groups, ACLs and routes, in TCP and UDP, from either end', () => {
    const verdicts = judged(predicted());
    expect(verdicts.length).toBeGreaterThan(FEWEST_VERDICTS);
    const disagreements = disagreementsIn(verdicts);
    expect({ count: disagreements.length, first: disagreements.slice(0, 20) }).toEqual({ count: 0, first: [] });
  });

  test('both outcomes came up often in each protocol and from either end, so that agreement means something', () => {
    const kinds = Map.groupBy(judged(predicted()), ({ protocol, isFromClient }) => `${protocol} ${isFromClient}`);
    expect(kinds.size).toBe(4);
    const shares = [...kinds.values()].map((own) => own.filter(({ kernel }) => kernel === 'open').length / own.length);
    expect(Math.min(...shares)).toBeGreaterThan(0.2);
    expect(Math.max(...shares)).toBeLessThan(0.8);
  });

  test('the kernel contradicts every wrong reading of AWS that is put into the rulings', async () => {
    const contradicted = (mutant: Mutant) => async () =>
      disagreementsIn(judged(await predictionsWith(mutant, cases))).length;
    const jobs = new Map(MUTANTS.map((mutant) => [mutant.name, contradicted(mutant)]));
    const counts = await allOf(jobs, PROCESSES_AT_ONCE);
    expect(MUTANTS.filter((_, index) => counts[index] === 0).map(({ name }) => name)).toEqual([]);
  });

  test('a copy of the rulings with nothing put into it predicts what they do: what the kernel contradicts is the mutation', async () => {
    expect(await predictionsWith(null, cases)).toEqual(predicted());
  });

  test('the filters that the kernel was given share no code with the rulings', () => {
    const sources = ['filters', 'faults', 'addresses', 'topology'].map((file) => `../../lab/${file}.ts`);
    const shared = sources.filter((file) =>
      /from '[./]*\/lib\//.test(readFileSync(new URL(file, import.meta.url), 'utf8')),
    );
    expect(shared).toEqual([]);
  });
});
