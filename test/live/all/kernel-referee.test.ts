import { beforeAll, expect, test } from '@jest/globals';
import { evaluatePath, type Place } from '../../../lib/evaluate/network/path.ts';
import { placesOf } from '../../../lib/evaluate/network/places.ts';
import { importDescribeOutput } from '../../../lib/gather/import/describe-output.ts';
import { portRange } from '../../../lib/net/range.ts';
import { describeWorld } from '../../lab/describe-world.ts';
import { type LabRun, runScenario, type Scenario } from '../../lab/lab.ts';
import { runPool } from '../../lab/pool.ts';
import { type Random, randomFrom } from '../../lab/random.ts';
import { endpointRoles, type World } from '../../lab/world.ts';
import { describeLab } from '../../support/describe-lab.ts';

const WORLDS = 18;
const WAIT_MS = 900;
const seed = Number(process.env.LAB_SEED ?? Math.floor(Math.random() * 1_000_000));

/** Connects from each of some ports to each address and prints which answered. */
const CONNECT = `
const { connect } = require('node:net');
const [ports, ...addresses] = process.argv.slice(1);
const reach = (host, localPort) => new Promise((resolve) => {
  const socket = connect({ host, port: 443, localPort });
  const done = (open) => { socket.destroy(); resolve(open); };
  setTimeout(() => done(false), ${WAIT_MS}).unref();
  socket.once('connect', () => done(true));
  socket.once('error', () => done(false));
});
const all = ports.split(',').flatMap((port) => addresses.map((host, at) => reach(host, Number(port) + at)));
Promise.all(all).then((open) => { process.stdout.write(JSON.stringify(open)); process.exit(0); });
`;

/** Ports to connect from, each in another part of what ACLs usually open; the address's place is added. */
const LOCAL_PORTS = [1_500, 31_000, 50_000];

/**
 * Random rules that are shaped like AWS's. Where everything is random nearly everything is closed, and agreement means little:
 * so in two worlds of three only the groups, or only the ACLs, are.
 */
function randomScenario(index: number): Scenario {
  const random = randomFrom(seed * 1_000 + index);
  const groups = {
    'SecurityGroups.client.IpPermissionsEgress': permissions(random),
    'SecurityGroups.endpoint.IpPermissions': permissions(random),
  };
  const acls = { 'NetworkAcls.private.Entries': [...entries(random, true), ...entries(random, false)] };
  return {
    name: `random-${index}`,
    schema: 1,
    injects: 'random rules',
    expects: { verdict: 'unproven', rootCause: null, drops: [] },
    zones: 3,
    client: 'endpoint-subnet',
    apis: false,
    asks: 'canary',
    set: { ...(index % 3 === 0 ? {} : acls), ...(index % 3 === 1 ? {} : groups) },
  };
}

/** The scenario's own syntax for what was drawn at a place. */
const at = (place: string): string => `\${${place}}`;

const CIDRS = [
  '0.0.0.0/0',
  at('Vpc.CidrBlock'),
  at('Subnets.a.CidrBlock'),
  at('Subnets.b.CidrBlock'),
  '198.51.100.0/24',
];

function permissions(random: Random): readonly object[] {
  return Array.from({ length: random.between(1, 3) }, () => {
    const IpProtocol = random.pick(['tcp', 'tcp', '6', '-1', 'udp']);
    const [FromPort, ToPort] = random.pick([
      [443, 443],
      [443, 443],
      [0, 65_535],
      [80, 500],
      [1_000, 2_000],
    ]);
    const byGroup = random.between(0, 3) === 0;
    return {
      IpProtocol,
      ...(IpProtocol === '-1' ? {} : { FromPort, ToPort }),
      IpRanges: byGroup ? [] : [{ CidrIp: random.pick(CIDRS) }],
      UserIdGroupPairs: byGroup
        ? [{ GroupId: random.pick([at('SecurityGroups.client.GroupId'), at('SecurityGroups.endpoint.GroupId')]) }]
        : [],
    };
  });
}

function entries(random: Random, Egress: boolean): readonly object[] {
  const numbers = random.shuffle([10, 20, 30, 40]).slice(0, random.between(1, 3));
  return [...numbers, ...(random.between(0, 4) === 0 ? [] : [90])].map((RuleNumber) => {
    const Protocol = random.pick(['6', '6', '-1', '17']);
    const [From, To] = random.pick([
      [443, 443],
      [1_024, 65_535],
      [32_768, 65_535],
      [0, 65_535],
      [1_024, 30_000],
    ]);
    return {
      RuleNumber,
      Egress,
      RuleAction: RuleNumber === 90 || random.between(0, 1) === 0 ? 'allow' : 'deny',
      Protocol: RuleNumber === 90 ? '-1' : Protocol,
      CidrBlock: RuleNumber === 90 ? '0.0.0.0/0' : random.pick(CIDRS),
      ...(Protocol === '-1' || RuleNumber === 90 ? {} : { PortRange: { From, To } }),
    };
  });
}

interface Verdicts {
  readonly name: string;
  readonly predicted: string;
  readonly kernel: string;
}

const rounds = Array.from({ length: WORLDS }, (_, index) => randomScenario(index));

/** What rulings say and what the kernel did, for each port and each of the endpoint's interfaces in one world. */
function verdictsOf(run: LabRun, name: string): readonly Verdicts[] {
  const files = Object.entries(describeWorld(run.world)).map(([file, content]) => ({ name: file, content }));
  const { configuration } = importDescribeOutput(files);
  const ends = (id: string): readonly Place[] => {
    const found = placesOf(id, configuration);
    if ('missing' in found) throw new Error(found.missing);
    return found;
  };
  const [client] = ends(run.world.NetworkInterfaces.client?.NetworkInterfaceId ?? '');
  if (!client) throw new Error('no client');
  const opened = JSON.parse(run.stdout) as readonly boolean[];
  const interfaces = ends(run.world.VpcEndpoint.VpcEndpointId);
  return LOCAL_PORTS.flatMap((port, round) =>
    interfaces.map((to, index) => {
      const flow = {
        source: client,
        destination: to,
        protocol: 'tcp',
        port: 443,
        sourcePorts: portRange(port + index),
      };
      return {
        name: `${name}, interface ${index} from port ${port + index}`,
        predicted: evaluatePath(flow, configuration).predicted,
        kernel: opened[round * interfaces.length + index] ? 'open' : 'closed',
      };
    }),
  );
}

describeLab(`the kernel as referee of the rulings (LAB_SEED=${seed})`, () => {
  let verdicts: readonly Verdicts[] = [];

  beforeAll(async () => {
    // Interfaces in the order in which the endpoint lists them.
    const args = (world: World) => [
      '-e',
      CONNECT,
      LOCAL_PORTS.join(','),
      ...endpointRoles(world).map((role) => world.NetworkInterfaces[role]?.PrivateIpAddress ?? ''),
    ];
    const run = (scenario: Scenario) => () => runScenario(scenario, { seed, enforceFilters: true, args });
    const results = await runPool(new Map(rounds.map((scenario) => [scenario.name, run(scenario)])), 3);
    verdicts = rounds.flatMap(({ name }) => {
      const result = results.get(name);
      if (result?.status !== 'fulfilled') throw result?.reason;
      return verdictsOf(result.value, name);
    });
  }, 120_000);

  test('what the rulings predict is what the kernel does, for random groups and ACLs', () => {
    expect(verdicts.length).toBe(WORLDS * 3 * LOCAL_PORTS.length);
    expect(verdicts.filter(({ predicted, kernel }) => predicted !== kernel)).toEqual([]);
  });

  test('both outcomes came up often, so that agreement means something', () => {
    const open = verdicts.filter(({ kernel }) => kernel === 'open').length;
    expect(open).toBeGreaterThan(verdicts.length / 20);
    expect(open).toBeLessThan((verdicts.length * 19) / 20);
  });
});
