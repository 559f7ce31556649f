import { type Random, randomFrom } from '../lab/random.ts';

type Node = Record<string, unknown> | unknown[];

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Every place in a document, each as the keys that lead there. */
function placesIn(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (!isNode(value)) return [at];
  return [at, ...Object.entries(value).flatMap(([key, item]) => placesIn(item, [...at, key]))];
}

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

/** What stands where something else should: none of it can be right by chance. */
const GARBAGE: readonly ((random: Random, old: unknown) => unknown)[] = [
  () => null,
  () => '',
  () => ({}),
  () => [],
  () => [null],
  () => -1.5,
  () => 2 ** 53,
  () => Number.MAX_VALUE,
  () => '\u0000\u202e\u001b[31m<b>|`$x`',
  () => '../../../etc/passwd',
  () => '🦆'.repeat(50),
  () => ({ constructor: { prototype: 1 }, toString: 'no' }),
  () => JSON.parse('{"__proto__": {"isAdmin": true}}'),
  () => nested(2_000),
  (_, old) => [old],
  (_, old) => ({ value: old }),
  (_, old) => (typeof old === 'string' ? old.toUpperCase() : `${typeof old}`),
  (_, old) => (typeof old === 'string' ? `${old}x` : [old, old]),
  (_, old) => (typeof old === 'string' ? old.slice(1) : !old),
  (random, old) => (typeof old === 'number' ? -old - random.between(1, 70_000) : random.between(-70_000, 70_000)),
  (random) => 'x'.repeat(random.between(1, 100_000)),
  (random, old) =>
    Array.isArray(old) ? Array.from({ length: random.between(1_000, 5_000) }, (_, at) => old[at % old.length]) : 0,
];

/** What may stand there, and means something else. */
function altered(random: Random, old: unknown, document: unknown): unknown {
  if (typeof old === 'boolean') return !old;
  if (typeof old === 'number') return random.pick([0, 1, -1, old + 1, old - 1, random.between(0, 65_535)]);
  if (Array.isArray(old)) return random.pick([[], old.slice(1), [...old, ...old], old.toReversed()]);
  if (typeof old !== 'string') return null;
  const texts = placesIn(document).map((place) =>
    place.reduce((node, key) => Reflect.get(Object(node), key), document),
  );
  return random.pick(texts.filter((text) => typeof text === 'string'));
}

export interface Mutation {
  readonly document: unknown;
  /** What was done, to find it again. */
  readonly did: string;
  /** Whether what was done is damage, and no other meaning. */
  readonly isDamage: boolean;
}

/** A copy of a document with one to three of its places changed: something else put there, or the key taken away. */
export function mutated(document: unknown, random: Random): Mutation {
  const isDamage = random.between(0, 1) === 0;
  const copy: unknown = structuredClone(document);
  const did: string[] = [];
  const places = placesIn(document);
  for (let left = random.between(1, 3); left > 0; left -= 1) {
    const place = random.pick(places);
    const key = place.at(-1);
    if (key === undefined)
      return { document: random.pick(GARBAGE)(random, document), did: 'the whole', isDamage: true };
    const parent = place
      .slice(0, -1)
      .reduce<unknown>((node, step) => (isNode(node) ? Reflect.get(node, step) : null), copy);
    if (!isNode(parent) || !Object.hasOwn(parent, key)) continue;
    const old = Reflect.get(parent, key);
    // An item that is gone from a list may be a rule that never was; a key that is gone is damage.
    const isTaken = isDamage && !Array.isArray(parent) && random.between(1, 4) === 1;
    if (isTaken) Reflect.deleteProperty(parent, key);
    else Reflect.set(parent, key, isDamage ? random.pick(GARBAGE)(random, old) : altered(random, old, document));
    const now = JSON.stringify(Reflect.get(parent, key)) ?? 'taken away';
    did.push(`${place.join('.')}: ${now.slice(0, 60)}`);
  }
  return { document: copy, did: did.join('; '), isDamage };
}

const SEED = 2026;
/** Of each kind of document. */
const TRIES = 400;
/** Of a processor's time, for one document: the tests' own machine may be busy. */
const SLOW_MS = 5_000;

/** Tries mutations of the documents in turn; tells what went wrong, with what was done to which. */
export async function tryMutations(
  documents: readonly { readonly name: string; readonly document: unknown }[],
  run: (document: unknown, name: string) => Promise<number>,
): Promise<readonly string[]> {
  const random = randomFrom(SEED);
  const before = new Map<string, number>();
  const wrong: string[] = [];
  for (let at = 0; at < TRIES; at += 1) {
    const { name, document } = documents[at % documents.length] as (typeof documents)[number];
    const whole = before.get(name) ?? (await run(document, name));
    before.set(name, whole);
    const { document: harmed, did, isDamage } = mutated(document, random);
    const started = process.cpuUsage();
    const code = await run(harmed, name).catch((error: Error) => {
      wrong.push(String(error.stack));
      return 70;
    });
    const { user, system } = process.cpuUsage(started);
    const where = `${name}: ${did}`;
    if (code === 70) wrong.push(`${where}: exit 70`);
    if (isDamage && code === 0 && whole !== 0) wrong.push(`${where}: ${whole} became 0`);
    if ((user + system) / 1_000 > SLOW_MS) wrong.push(`${where}: took ${(user + system) / 1_000} ms`);
  }
  return wrong;
}

/** No wrong use, and no bug: what throws a UsageError is refused in one sentence. */
export const refusedOr = async (body: () => unknown): Promise<number> => {
  try {
    await body();
    return 1;
  } catch (error) {
    if ((error as Error).name === 'UsageError') return 64;
    throw error;
  }
};
