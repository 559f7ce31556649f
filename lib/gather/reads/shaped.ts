import * as v from 'valibot';
import { RESOURCES, type Resource, type ResourceKind } from '../../model/inventory.ts';

/** What is made of the items that EC2 lists. */
export type Form<Listed, T> = (listed: readonly Listed[]) => readonly T[];

/** The SDK's answer in the shape that the analysis reads, plain JSON. Throws where AWS left out what it promises. */
export const shaped = <K extends ResourceKind>(kind: K, items: readonly unknown[]): readonly Resource<K>[] =>
  items.map((item) => v.parse(RESOURCES[kind].shape as unknown as v.GenericSchema<unknown, Resource<K>>, item));
