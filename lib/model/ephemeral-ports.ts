import { portRange, type Range } from '../net/range.ts';
import type { Source } from './run.ts';

/** Ephemeral ports by source. Source: VPC User Guide, "Ephemeral ports". */
export const EPHEMERAL_PORTS: Readonly<Record<Source['kind'], Range>> = {
  lambda: portRange(1_024, 65_535),
  linux: portRange(32_768, 61_000),
  windows: portRange(49_152, 65_535),
};
