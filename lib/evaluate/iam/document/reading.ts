import { PolicyError } from '../../../model/errors.ts';
import type { PolicyLayer } from '../../../model/policy-ruling.ts';

/** A value in a document, and where it stands. */
export interface Place {
  readonly layer: PolicyLayer;
  readonly path: string;
}

/** Ends the reading of a document at the place of its mistake. */
export function refuse({ layer, path }: Place): never {
  throw new PolicyError(layer, path);
}

export const inside = (place: Place, name: string): Place => ({
  layer: place.layer,
  path: place.path === '' ? name : `${place.path}.${name}`,
});

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown, place: Place): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : refuse(place);
}

/** One or many: what takes a list takes a single value too, each with its place. */
export function eachOf(value: unknown, place: Place): readonly (readonly [value: unknown, place: Place])[] {
  if (!Array.isArray(value)) return [[value, place]];
  return value.map((one, index) => [one, { ...place, path: `${place.path}[${index}]` }] as const);
}

/** Texts, of which numbers and booleans may stand without quotes. */
export function textsOf(value: unknown, place: Place): readonly string[] {
  return eachOf(value, place).map(([one, at]) =>
    typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean' ? String(one) : refuse(at),
  );
}
