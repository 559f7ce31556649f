import * as v from 'valibot';
import { type Kind, SHAPES } from '../describe-shapes.ts';

/** What is made of the items that EC2 lists. */
export type Form<Listed, T> = (listed: readonly Listed[]) => readonly T[];

/** The SDK's answer in the shape that the analysis reads, plain JSON. Throws where AWS left out what it promises. */
export const shaped = <K extends Kind>(kind: K, items: readonly unknown[]): v.InferOutput<(typeof SHAPES)[K]>[] =>
  items.map((item) => v.parse(SHAPES[kind] as v.GenericSchema<unknown, v.InferOutput<(typeof SHAPES)[K]>>, item));
