import { readFileSync } from 'node:fs';
import { type LabRun, runScenario, type Scenario } from '../../lab/lab.ts';
import { RUNTIME_API } from '../../lab/topology.ts';
import type { World } from '../../lab/world.ts';
import type { Listens, Order, Seen } from './end.ts';
import { type DrawnPorts, type Flow, flowsIn, HTTPS, portsAsked, rolesBeyond } from './flows.ts';

const END = readFileSync(new URL('end.ts', import.meta.url), 'utf8');

const MEETS_AT = { address: RUNTIME_API, port: 9_002 };

/** What the kernel did with a flow. */
export interface Outcome {
  /** Whether the request arrived; null of TCP, where nobody sees that but by the answer. */
  readonly forward: boolean | null;
  /** Whether an answer came. */
  readonly both: boolean;
}

export interface Refereed {
  readonly world: World;
  readonly flows: readonly Flow[];
  /** One for each flow. */
  readonly outcomes: readonly Outcome[];
}

/** Builds the world, sends every flow in it from both ends at once, and tells what became of each. */
export async function referee(scenario: Scenario, ports: DrawnPorts, seed: number): Promise<Refereed> {
  const run = await runScenario(scenario, {
    seed,
    enforceFilters: true,
    args: (world) => argumentsFor(orderOf(world, ports, false)),
    beside: (world) => argumentsFor(orderOf(world, ports, true)),
  });
  const flows = flowsIn(run.world, ports);
  return { world: run.world, flows, outcomes: outcomesOf(run, flows, scenario.name) };
}

const argumentsFor = (order: Order): readonly string[] => [
  '--disable-warning=ExperimentalWarning',
  '--input-type=module-typescript',
  '-e',
  END,
  JSON.stringify(order),
];

const addressOf = (world: World, role: string): string => world.NetworkInterfaces[role]?.PrivateIpAddress ?? '';

/** All interfaces but the client's are at the end where the services are. */
function orderOf(world: World, ports: DrawnPorts, isHost: boolean): Order {
  const here = isHost ? rolesBeyond(world) : ['client'];
  const listens = here.flatMap((role) =>
    portsAsked(role, ports).flatMap((port) =>
      ['tcp', 'udp'].map((protocol): Listens => ({ protocol, address: addressOf(world, role), port })),
    ),
  );
  const sends = flowsIn(world, ports)
    .filter(({ from }) => here.includes(from))
    .map(({ protocol, from, to, port, sourcePort }) => ({
      protocol,
      from: { address: addressOf(world, from), port: sourcePort },
      to: { address: addressOf(world, to), port },
    }));
  // The endpoint's own servers are there already.
  const isTaken = ({ protocol, port }: Listens) => protocol === 'tcp' && port === HTTPS;
  return { meetsAt: MEETS_AT, isHost, listens: listens.filter((one) => !isTaken(one)), sends };
}

function outcomesOf({ world, stdout, stderr, error }: LabRun, flows: readonly Flow[], name: string) {
  if (stdout === '') throw new Error(`${name}: no verdicts came (${error ?? 'no reason given'}): ${stderr}`);
  const [client, services] = JSON.parse(stdout) as readonly [Seen, Seen];
  const left = { client: [...client.answered], services: [...services.answered] };
  return flows.map(({ from, to, protocol, port, sourcePort }): Outcome => {
    const [own, other] = from === 'client' ? [left.client, services] : [left.services, client];
    const both = own.shift();
    if (both === undefined) throw new Error(`${name}: verdicts are missing`);
    const arrived = `${addressOf(world, from)}:${sourcePort}>${addressOf(world, to)}:${port}`;
    return { forward: protocol === 'udp' ? other.arrived.includes(arrived) : null, both };
  });
}
