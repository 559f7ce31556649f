import * as v from 'valibot';
import { idOf, RESOURCE_KINDS, RESOURCES, type Resource, type ResourceKind } from '../../model/inventory.ts';
import { sentenceOf } from '../target-of.ts';
import { brokenReferences } from './broken-references.ts';
import {
  type DescribedFunction,
  type DescribedProvider,
  type Items,
  KIND_OF,
  PARTS,
  type PartKey,
  singleIn,
} from './described-kinds.ts';
import { entriesOf, type Found, type Parts, putTogether } from './put-together.ts';

/** All that files describe, each kind's resources once. */
export type Described = { readonly [K in ResourceKind]: readonly Resource<K>[] };

export interface Imported {
  readonly described: Described;
  /** Kinds of which a file was given, if with nothing in it. */
  readonly given: ReadonlySet<ResourceKind>;
  readonly functions: readonly DescribedFunction[];
  readonly capacityProviders: readonly DescribedProvider[];
  /** What was given and could not be used, a sentence each. */
  readonly warnings: readonly string[];
}

export interface DescribeFile {
  readonly name: string;
  /** The file's JSON, parsed. */
  readonly content: unknown;
}

/**
 * Reads what the AWS CLI prints, in any number of files with any names, of any number of accounts. Each is recognised by its
 * keys. What does not fit is left out with a warning; nothing of it is an error.
 */
export function importDescribeOutput(files: readonly DescribeFile[]): Imported {
  const warnings: string[] = [];
  const found: Record<string, unknown[]> = Object.fromEntries(RESOURCE_KINDS.map((kind) => [kind, []]));
  const parts: Record<string, unknown[]> = Object.fromEntries(Object.keys(PARTS).map((key) => [key, []]));
  const given = new Set<ResourceKind>();
  for (const { name, content } of files) {
    const lists = listsIn(content);
    if (lists === null) warnings.push(`${name}: not the output of a describe call`);
    for (const { key, kind, shape, items, place } of lists ?? []) {
      const good = items.flatMap((item, at) => keep(shape, item, `${name}${place(at)}`, warnings));
      const of = kind ?? KIND_OF[key as PartKey];
      if (of !== undefined && (good.length > 0 || items.length === 0)) given.add(of);
      if (key === 'Entries') found.prefixLists?.push(entriesOf(name, good as Items<'Entries'>));
      else for (const one of good) (kind === undefined ? parts[key] : found[kind])?.push(one);
    }
  }
  const all = putTogether(found as unknown as Found, parts as unknown as Parts, warnings);
  const described = Object.fromEntries(
    RESOURCE_KINDS.map((kind) => [kind, onceEach(kind, all[kind], warnings)]),
  ) as unknown as Described;
  const functions = parts.Functions as DescribedFunction[];
  const capacityProviders = parts.CapacityProviders as DescribedProvider[];
  return { described, given, functions, capacityProviders, warnings: [...warnings, ...brokenReferences(described)] };
}

interface List {
  readonly key: string;
  /** Undefined: its items make up resources, or tell of single things. */
  readonly kind?: ResourceKind;
  readonly shape: v.GenericSchema;
  readonly items: readonly unknown[];
  /** Where an item stands in the file, for a warning. */
  place(at: number): string;
}

const LISTS: readonly Omit<List, 'items' | 'place'>[] = [
  ...RESOURCE_KINDS.flatMap((kind) => {
    const { reading, shape } = RESOURCES[kind];
    const { listed } = reading;
    return listed === undefined ? [] : [{ key: listed, kind, shape }];
  }),
  ...Object.entries(PARTS).map(([key, shape]) => ({ key, shape })),
];

/** What a document holds that is read; null where it cannot be the output of a call that describes something. */
function listsIn(content: unknown): readonly List[] | null {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return null;
  const document = content as Readonly<Record<string, unknown>>;
  const single = singleIn(document);
  if (single) return [{ key: single.key, shape: PARTS[single.key], items: [single.item], place: () => '' }];
  // Other describe calls are welcome beside those that are read; a file without any list is a mistake.
  if (!Object.values(document).some(Array.isArray)) return null;
  return LISTS.flatMap((list) => {
    const items = document[list.key];
    return Array.isArray(items) ? [{ ...list, items, place: (at: number) => `: ${list.key}[${at}]` }] : [];
  });
}

function keep(shape: v.GenericSchema, item: unknown, place: string, warnings: string[]): readonly unknown[] {
  const problem = (what: string): readonly [] => {
    warnings.push(`${place} ignored: ${what}`);
    return [];
  };
  try {
    const result = v.safeParse(shape, withoutNulls(item));
    return result.success ? [result.output] : problem(sentenceOf(result.issues[0]));
  } catch (error) {
    if ((error as Error).name !== 'RangeError') throw error;
    return problem('nested too deeply');
  }
}

/** Some tools write null where the AWS CLI writes nothing. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNulls(item)]])),
  );
}

/** Of what is given twice the last counts; where the two differ, that is said. */
function onceEach(kind: ResourceKind, items: readonly unknown[], warnings: string[]): readonly unknown[] {
  const byId = Map.groupBy(items, (one) => idOf(kind, one));
  return [...byId].map(([id, same]) => {
    if (new Set(same.map((one) => JSON.stringify(one))).size > 1)
      warnings.push(`${id} appears ${same.length} times with different content: the last one counts`);
    return same.at(-1);
  });
}
