import { drawWorld } from '../../lab/draw-world.ts';
import { randomFrom } from '../../lab/random.ts';
import type { Scenario } from '../../lab/scenario.ts';
import { DECISIVE } from './decisive-worlds.ts';
import { type DrawnPorts, drawPorts } from './flows.ts';
import { RANDOM } from './random-worlds.ts';

/** A world to build, and the ports of its flows. */
export interface DrawnWorld {
  readonly scenario: Scenario;
  readonly ports: DrawnPorts;
  readonly seed: number;
}

/** One world of each kind, every one at other addresses. */
export const worldsFor = (seed: number): readonly DrawnWorld[] =>
  [...DECISIVE, ...RANDOM].map(({ name, client, set }, index) => {
    const own = seed * 1_000 + index;
    const random = randomFrom(own);
    const layout = { zones: 3, client, apis: random.between(0, 1) === 0 };
    const ports = drawPorts(random);
    const scenario: Scenario = {
      ...layout,
      name: `${index} (${name})`,
      schema: 1,
      injects: name,
      expects: { verdict: 'unproven', rootCause: null, drops: [] },
      asks: 'canary',
      runs: 'function',
      set: { ...set({ world: drawWorld(own, layout), random, ports }) },
    };
    return { scenario, ports, seed: own };
  });
