import type { evaluatePath } from '../../../lib/evaluate/network/path.ts';
import type { placesOf } from '../../../lib/evaluate/network/places.ts';
import type { NetworkConfiguration } from '../../../lib/model/aws.ts';
import type { portRange } from '../../../lib/net/range.ts';

/** The rulings: the product's own, or a copy that was changed. */
export interface Rulings {
  readonly evaluatePath: typeof evaluatePath;
  readonly placesOf: typeof placesOf;
  readonly portRange: typeof portRange;
}

/** Flows between network interfaces, by their ids, in one network. */
export interface Case {
  readonly configuration: NetworkConfiguration;
  readonly flows: readonly {
    readonly from: string;
    readonly to: string;
    readonly protocol: string;
    readonly port: number;
    readonly sourcePort: number;
  }[];
}

/** What rulings say of a flow: of its forward leg, and of both. */
export interface Prediction {
  readonly forward: string;
  readonly both: string;
}

/** One for each flow. */
export function predictionsBy(
  { evaluatePath: evaluate, placesOf: find, portRange: ports }: Rulings,
  { configuration, flows }: Case,
): readonly Prediction[] {
  const placeOf = (id: string) => {
    const found = find(id, configuration);
    if ('missing' in found) throw new Error(found.missing);
    const [place, ...others] = found;
    if (!place || others.length > 0) throw new Error(`${id} is not one place`);
    return place;
  };
  return flows.map(({ from, to, protocol, port, sourcePort }) => {
    const flow = {
      source: placeOf(from),
      destination: placeOf(to),
      protocol,
      port,
      sourcePorts: ports(sourcePort),
    };
    const { predicted, forward } = evaluate(flow, configuration);
    return { forward, both: predicted };
  });
}
