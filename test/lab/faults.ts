import { endpointRoles, type World } from './world.ts';

/** A part of the packet filter, with a counter of the same name for what it stops. */
export interface Chain {
  readonly name: string;
  /** Each ends in `return` where it lets the packet pass. */
  readonly rules: readonly string[];
  /** What becomes of the rest; it is dropped where nothing is said. */
  readonly last?: string;
}

/** One place that packets come from or go to: a network interface, or the world outside the VPC. */
export interface Place {
  readonly link: string;
  readonly role: string | null;
}

/** The name of an interface's link in the router. */
export const linkOf = (role: string): string => (role === 'client' ? 'client' : `eni-${role}`);

type Interface = World['Behaviour']['interfaces'][string];

/** What stops packets at an interface: the end of its counter's name, and the chain. */
const AT_INTERFACE: Readonly<Partial<Record<Interface, Omit<Chain, 'name'> & { readonly counter: string }>>> = {
  dead: { counter: 'dead', rules: [] },
  prohibited: { counter: 'rejected', rules: [], last: 'reject with icmpx admin-prohibited' },
  'host-unreachable': { counter: 'rejected', rules: [], last: 'reject with icmpx host-unreachable' },
  'drops-large': { counter: 'too-large', rules: ['meta length <= 1200 return'] },
};

/** Counts on from one packet to the next, so that the same ones are hit in every run; no run sends as many as this. */
const counted = (accepted: string, modulus = 1_000_000): string => `numgen inc mod ${modulus} ${accepted} return`;

const NEW = 'tcp flags & (syn | ack) == syn';

const NOT_NEW = ['meta l4proto != tcp return', 'tcp flags & (syn | ack) != syn return'];

const LOST = 'way.lost';

/** SYNs are spared: two of them lost in a row would be silence to a probe, and `first-syn` loses one on purpose. */
const SPARED = [`${NEW} return`, 'tcp flags & (syn | ack) == (syn | ack) return'];

const LOSS: Readonly<Partial<Record<World['Behaviour']['loss'], readonly string[]>>> = {
  twentieth: [...SPARED, counted('!= 0', 20)],
  fifth: [...SPARED, counted('!= 0', 5)],
};

/** Chains for what no AWS rule does: dead interfaces, routers that reject, packets that get lost. */
export function faultChains(world: World): readonly Chain[] {
  const { interfaces, loss, connections } = world.Behaviour;
  const lost = LOSS[loss];
  return [
    ...Object.entries(interfaces).flatMap(([role, behaviour]) => {
      const fault = AT_INTERFACE[behaviour];
      return fault ? [{ ...fault, name: `${linkOf(role)}.${fault.counter}` }] : [];
    }),
    ...(lost ? [{ name: LOST, rules: lost }] : []),
    ...endpointRoles(world).flatMap((role) => [
      ...(loss === 'first-syn' ? [{ name: `${linkOf(role)}.first`, rules: [...NOT_NEW, counted('!= 0')] }] : []),
      ...(connections?.later === 'dropped'
        ? [{ name: `${linkOf(role)}.later`, rules: [...NOT_NEW, counted(`< ${connections.served}`)] }]
        : []),
    ]),
  ];
}

/** The faults that a packet meets on its way from one place to another. */
export function faultJumps(world: World, from: Place, to: Place): readonly string[] {
  const { interfaces, loss, connections } = world.Behaviour;
  const behaviourOf = (place: Place) => interfaces[place.role ?? ''] ?? 'serves';
  const jump = (place: Place) => `jump ${place.link}.${AT_INTERFACE[behaviourOf(place)]?.counter}`;
  const endpoint = endpointRoles(world);
  const [arrives, leaves] = [to, from].map(({ role }) => role !== null && endpoint.includes(role));
  return [
    ...(AT_INTERFACE[behaviourOf(to)] ? [jump(to)] : []),
    ...(behaviourOf(from) === 'drops-large' ? [jump(from)] : []),
    ...(LOSS[loss] && (arrives || leaves) ? [`jump ${LOST}`] : []),
    ...(loss === 'first-syn' && arrives ? [`jump ${to.link}.first`] : []),
    ...(connections?.later === 'dropped' && arrives ? [`jump ${to.link}.later`] : []),
  ];
}
