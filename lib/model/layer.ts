import type { Code } from './codes.ts';

/** Layers in the order in which a request meets them. */
export const LAYERS = [
  'function',
  'config',
  'credentials',
  'dns',
  'sg',
  'nacl',
  'route',
  'endpoint',
  'tls',
  'path',
  'service',
  'iam',
  'kms',
  'secret',
  'risk',
] as const;

export type Layer = (typeof LAYERS)[number];

/** Place of a code's layer on a request's way: 0 comes first. */
export const layerRank = (code: Code): number => LAYERS.indexOf(code.slice(0, code.indexOf('/')) as Layer);
