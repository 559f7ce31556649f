import { readdir, readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { sentenceOf } from '../../lib/gather/target-of.ts';
import { UsageError } from '../../lib/model/errors.ts';
import { drawWorld, REGIONS } from './draw-world.ts';
import { type World, worldSchema } from './world.ts';

const verdict = v.picklist(['connected', 'bypassed', 'broken', 'unproven']);
const code = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+\/[a-z0-9-]+$/, 'must be a code such as dns/public-answer, or null'),
);

const scenarioSchema = v.strictObject({
  schema: v.literal(1, 'must be 1'),
  /** The one fault, in one line. */
  injects: v.pipe(v.string(), v.maxLength(500, 'is longer than 500 characters')),
  expects: v.strictObject({
    /** The diagnosis with both vantages: packets from inside, configuration from outside. */
    verdict,
    rootCause: v.nullable(code),
    /** What the inside alone says, where it cannot tell: the symptom. */
    inside: v.optional(v.strictObject({ verdict: v.optional(verdict), rootCause: v.nullable(code) })),
    /** Filters that must have dropped packets; all others must not. */
    drops: v.optional(v.array(v.string())),
  }),
  /** Availability Zones, and so interfaces of the endpoint: 1 to 3. */
  zones: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3)), 2),
  /** Where the client is: in a subnet of the endpoint's, in one of its own, or in another VPC behind a transit gateway. */
  client: v.optional(v.picklist(['endpoint-subnet', 'own-subnet', 'other-vpc']), 'endpoint-subnet'),
  /** Where what happens depends on the Region; drawn where not given. */
  region: v.optional(v.picklist(REGIONS)),
  /** True: the client's subnet has a way to the EC2 API, by an endpoint of its own. */
  apis: v.optional(v.boolean(), false),
  /** Which secret the verifier is asked to read: its own, or a workload's by name. */
  asks: v.optional(v.picklist(['canary', 'workload']), 'canary'),
  /** What looks from inside: the verifier, or the command on a workload's host, with what `Environment` sets and nothing else. */
  runs: v.optional(v.picklist(['function', 'host']), 'function'),
  /** What differs from the healthy world: places in it (`SecurityGroups.endpoint.IpPermissions`), and what stands there. */
  set: v.optional(v.record(v.string(), v.unknown()), {}),
});

export interface Scenario extends v.InferOutput<typeof scenarioSchema> {
  readonly name: string;
}

const FOLDER = new URL('./scenarios/', import.meta.url);

/** Every scenario that comes with the project, by name. */
export async function allScenarios(): Promise<readonly Scenario[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.json')).toSorted();
  return Promise.all(files.map((file) => readScenario(new URL(file, FOLDER), file.slice(0, -'.json'.length))));
}

/** A scenario by its name, or from a file of the same schema. */
export async function findScenario(nameOrFile: string): Promise<Scenario> {
  if (nameOrFile.endsWith('.json')) return readScenario(nameOrFile, nameOrFile);
  const scenarios = await allScenarios();
  const found = scenarios.find((scenario) => scenario.name === nameOrFile);
  if (found) return found;
  throw new UsageError(`there is no scenario "${nameOrFile}"; --list shows the ${scenarios.length} there are`);
}

async function readScenario(file: string | URL, name: string): Promise<Scenario> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${name} cannot be read (${error.code})`);
  });
  return { name, ...parseScenario(text, name) };
}

/** A scenario from its JSON. Throws UsageError with the place and what is wrong there. */
export function parseScenario(text: string, source: string): v.InferOutput<typeof scenarioSchema> {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new UsageError(`${source} is not JSON`);
  }
  const result = v.safeParse(scenarioSchema, given);
  if (!result.success) throw new UsageError(`${source}: ${sentenceOf(result.issues[0])}`);
  return result.output;
}

/** The scenario's world: a healthy one drawn from the seed, with the scenario's differences in it. */
export function worldOf(scenario: Scenario, seed: number): World {
  const drawn = drawWorld(seed, scenario);
  const changed = structuredClone(drawn) as Record<string, unknown>;
  for (const [path, value] of Object.entries(scenario.set)) {
    put(changed, path, resolveReferences(value, drawn, scenario.name), scenario.name);
  }
  if (JSON.stringify(changed).includes('\\u0000'))
    throw new UsageError(`${scenario.name}: "set" holds a character that no program can be given (U+0000)`);
  const result = v.safeParse(worldSchema, changed);
  if (!result.success)
    throw new UsageError(`${scenario.name}: "set" makes no valid world, ${sentenceOf(result.issues[0])}`);
  return result.output;
}

function put(world: Record<string, unknown>, path: string, value: unknown, source: string): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const place = keys.reduce<unknown>(own, world);
  if (typeof place !== 'object' || place === null || Object.hasOwn(Object.prototype, last)) {
    throw new UsageError(`${source}: "set" names "${path}", and there is no such place in the world`);
  }
  // Whether a new key may stand there, the schema of the world says afterwards.
  (place as Record<string, unknown>)[last] = value;
}

/** What stands under a key of its own; nothing that every object inherits. */
const own = (node: unknown, key: string): unknown =>
  typeof node === 'object' && node !== null && Object.hasOwn(node, key)
    ? (node as Record<string, unknown>)[key]
    : undefined;

/** `${Subnets.b.CidrBlock}` inside a value stands for what was drawn there. */
function resolveReferences(value: unknown, drawn: World, source: string): unknown {
  if (typeof value === 'string')
    return value.replace(/\$\{([\w.]+)\}/g, (_, path: string) => lookUp(drawn, path, source));
  if (Array.isArray(value)) return value.map((item) => resolveReferences(item, drawn, source));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveReferences(item, drawn, source)]));
}

function lookUp(drawn: World, path: string, source: string): string {
  const found = path.split('.').reduce<unknown>(own, drawn);
  if (typeof found !== 'string') throw new UsageError(`${source}: "\${${path}}" leads to no text in the world`);
  return found;
}
