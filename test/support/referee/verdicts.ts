import { importDescribeOutput } from '../../../lib/gather/import/describe-output.ts';
import { describeWorld } from '../../lab/describe-world.ts';
import type { Refereed } from './kernel.ts';
import type { Case, Prediction } from './predictions.ts';

/** One thing that both the rulings and the kernel speak of. */
export interface Verdict {
  /** The world, the flow, and which of its legs. */
  readonly name: string;
  readonly protocol: string;
  readonly isFromClient: boolean;
  readonly predicted: string;
  readonly kernel: string;
}

/** The world as the command would be given it, and its flows by the ids of their interfaces. */
export function caseOf({ world, flows }: Refereed): Case {
  const lists = Object.entries(world.PrefixLists).map(([id, cidrs]) => ({
    name: `${id}.json`,
    content: { Entries: cidrs.map((Cidr) => ({ Cidr })) },
  }));
  const files = Object.entries(describeWorld(world)).map(([name, content]) => ({ name, content }));
  const { described: configuration, warnings } = importDescribeOutput([...files, ...lists]);
  if (warnings.length > 0) throw new Error(warnings.join('; '));
  const idOf = (role: string) => world.NetworkInterfaces[role]?.NetworkInterfaceId ?? '';
  return { configuration, flows: flows.map((flow) => ({ ...flow, from: idOf(flow.from), to: idOf(flow.to) })) };
}

/** What was predicted beside what came of it. */
export const verdictsOf = (
  name: string,
  { flows, outcomes }: Refereed,
  predictions: readonly Prediction[],
): readonly Verdict[] =>
  flows.flatMap(({ protocol, from, to, port, sourcePort }, index) => {
    const [outcome, prediction] = [outcomes[index], predictions[index]];
    if (!outcome || !prediction) throw new Error(`${name}: flows and their outcomes do not go together`);
    const flow = `${name}: ${protocol} from ${from}:${sourcePort} to ${to}:${port}`;
    const about = { protocol, isFromClient: from === 'client' };
    const kernel = (isOpen: boolean) => (isOpen ? 'open' : 'closed');
    return [
      { ...about, name: `${flow}, both legs`, predicted: prediction.both, kernel: kernel(outcome.both) },
      ...(outcome.forward === null
        ? []
        : [{ ...about, name: `${flow}, forward leg`, predicted: prediction.forward, kernel: kernel(outcome.forward) }]),
    ];
  });

export const disagreementsIn = (verdicts: readonly Verdict[]): readonly Verdict[] =>
  verdicts.filter(({ predicted, kernel }) => predicted !== kernel);
