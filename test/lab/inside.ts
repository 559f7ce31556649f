// Runs as the first process of a lab: builds the world around itself, invokes the function in it, prints what came of it as
// one line of JSON, and ends. Everything it made ends with it, however it ends.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { startBeside } from './beside.ts';
import { startResolvers } from './dns-server.ts';
import { chainOf, startEndpoints } from './endpoint-servers.ts';
import { compileFilters, parseCounters } from './filters.ts';
import { startLinkLocal } from './link-local.ts';
import { linkLocalHosts } from './link-local-hosts.ts';
import { makePki } from './pki.ts';
import { functionArnOf } from './policy.ts';
import { type ProcessorShare, processorShareOf } from './processor-share.ts';
import {
  type FunctionProgram,
  type LabOrder,
  type LabProgram,
  type LabResult,
  type OutsideProgram,
  type OutsideResult,
  type Pause,
  RECORDED,
} from './protocol.ts';
import { type Invocation, type Metadata, type RuntimeApi, startRuntimeApi } from './runtime-api.ts';
import {
  environmentOf,
  environmentOfHost,
  environmentOutside,
  inSandbox,
  LAB_ENVIRONMENT,
  leftBy,
  makeSandbox,
  type Place,
  RUNTIME_API_PORT,
  startsFunction,
} from './sandbox.ts';
import { AMAZON_RESOLVER, RUNTIME_API, topologyOf, vpcResolverOf } from './topology.ts';
import { apiHosts, serviceHost, type World } from './world.ts';

const NS = { router: '/run/netns/router', client: '/run/netns/client', outside: '/run/netns/outside' };

function run(command: string, args: readonly string[], input = ''): string {
  return execFileSync(command, [...args], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
}

const within = (netns: string, command: string, args: readonly string[], input = ''): string =>
  run('nsenter', [`--net=${netns}`, command, ...args], input);

function buildNetwork(world: World, enforce: boolean): void {
  mkdirSync('/run/netns', { recursive: true });
  run('ip', ['-batch', '-'], 'netns add router\nnetns add client\nnetns add outside\n');
  // Settings before links: a link takes them over when it is made.
  const settings =
    'for key in all default; do echo 0 > /proc/sys/net/ipv4/conf/$key/rp_filter; done; echo 0 > /proc/sys/net/ipv4/icmp_ratelimit';
  run('sh', ['-c', settings]);
  within(NS.router, 'sh', ['-c', `${settings}; echo 1 > /proc/sys/net/ipv4/ip_forward`]);
  const { services, router, client, outside } = topologyOf(world);
  run('ip', ['-batch', '-'], services);
  within(NS.router, 'ip', ['-batch', '-'], router);
  within(NS.client, 'ip', ['-batch', '-'], client);
  within(NS.outside, 'ip', ['-batch', '-'], outside);
  if (enforce) loadFilters(world);
}

/** In the place of those that were loaded before. */
const loadFilters = (world: World): string =>
  within(
    NS.router,
    'nft',
    ['-f', '-'],
    `flush ruleset\n${compileFilters(world, [vpcResolverOf(world), AMAZON_RESOLVER])}`,
  );

async function main({ world, program, outside, memoryMb, dist, bundle, enforceFilters }: LabOrder): Promise<LabResult> {
  const started = performance.now();
  buildNetwork(world, enforceFilters);
  const pki = await makePki(serviceHost(world), chainOf(world), apiHosts(world));
  const arn = functionArnOf(world);
  const [api] = await Promise.all([
    startRuntimeApi(RUNTIME_API, RUNTIME_API_PORT, arn, metadataOf(world)),
    startResolvers(world),
    startEndpoints(world, pki),
    startLinkLocal(world, linkLocalHosts(world)),
  ]);
  makeSandbox('client', world, { dist, bundle }, pki.root, program);
  if (outside) makeSandbox('outside', world, { dist, bundle }, pki.root);
  const builtMs = performance.now() - started;
  if (program.kind === 'node' && program.beside) startBeside(program.beside);
  const looking = outside ? lookFromOutside(world, outside) : null;
  const startedAt = performance.now();
  const share = memoryMb === null ? null : processorShareOf(memoryMb);
  const client = start('client', ...startedBy(program, world, memoryMb), share);
  const [outcome, ...later] =
    program.kind === 'function'
      ? await invoke(api, client, program, (next) => becomes(world, next, enforceFilters))
      : [await client.ended(program.timeoutMs)];
  const drops = enforceFilters ? parseCounters(within(NS.router, 'nft', ['--json', 'list', 'counters'])) : null;
  const firstAskedAt = api.firstAskedAt();
  const initMs = firstAskedAt === null ? 0 : firstAskedAt - startedAt;
  const exitCode = client.process.exitCode;
  share?.end();
  return {
    ...outcome,
    ...(program.kind === 'host' ? { response: recordedIn('client') } : {}),
    later,
    ...client.output,
    exitCode,
    drops,
    builtMs,
    initMs,
    share: share?.means ?? null,
    outside: await looking,
  };
}

/** Node's arguments, and the environment, of what runs in the client's place. */
function startedBy(
  program: LabProgram,
  world: World,
  memoryMb: number | null,
): readonly [readonly string[], Readonly<Record<string, string>>] {
  if (program.kind === 'host') return [['/var/cli/vpce-doctor.mjs', ...program.args], environmentOfHost(world)];
  if (program.kind === 'node') return [program.args, environmentOf(world)];
  return [[startsFunction(program.runtime)], environmentOf(world, program.runtime, memoryMb)];
}

/** What a program recorded in a file; null where it left none. */
function recordedIn(place: Place): string | null {
  const file = leftBy(place, RECORDED);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** From now on servers, resolvers and filters speak of another world. What was read once, at the start, stays: behaviours, addresses. */
function becomes(world: World, next: World, enforceFilters: boolean): void {
  Object.assign(world, next);
  if (enforceFilters) loadFilters(world);
}

function metadataOf({ MetadataToken, NetworkInterfaces, Subnets }: World): Metadata {
  const here = Object.values(Subnets).find((subnet) => subnet.SubnetId === NetworkInterfaces.client?.SubnetId);
  return { token: MetadataToken, availabilityZoneId: here?.AvailabilityZoneId ?? '' };
}

interface Client {
  readonly process: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  /** Waits for the end of the process, and no longer than `timeoutMs`. */
  ended(timeoutMs: number): Promise<Invocation>;
}

async function lookFromOutside(world: World, { args, timeoutMs }: OutsideProgram): Promise<OutsideResult> {
  const place = start('outside', ['/var/cli/vpce-doctor.mjs', ...args], environmentOutside(world));
  const { tookMs } = await place.ended(timeoutMs);
  return { ...place.output, exitCode: place.process.exitCode, recorded: recordedIn('outside'), tookMs };
}

function start(
  place: Place,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  share: ProcessorShare | null = null,
): Client {
  const started = performance.now();
  const plain = inSandbox(place, args, env);
  const [command, all] = share?.wrap(...plain) ?? plain;
  const process = spawn(command, all, {
    env: LAB_ENVIRONMENT,
    stdio: ['ignore', 'pipe', 'pipe'],
    // It leads a group, by which it is held to its share, or stopped.
    detached: true,
  });
  if (process.pid !== undefined) share?.hold(process.pid);
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].setEncoding('utf8').on('data', (part: string) => {
      output[stream] += part;
    });
  }
  const closed = new Promise<null>((resolve) => process.once('close', () => resolve(null)));
  const ended = async (timeoutMs: number): Promise<Invocation> => {
    const late = setTimeout(timeoutMs, `still running after ${timeoutMs} ms`, { ref: false });
    return { response: null, error: await Promise.race([closed, late]), tookMs: performance.now() - started };
  };
  return { process, output, ended };
}

/** All events of a function, one after the other, in one process. */
async function invoke(
  api: RuntimeApi,
  client: Client,
  { event, later, timeoutMs, patienceMs, pause }: FunctionProgram,
  change: (next: World) => void,
): Promise<readonly [Invocation, ...Invocation[]]> {
  client.process.once('exit', (code) => api.processEnded(code));
  if (pause) api.onTaken = () => void standStill(client.process, pause);
  const invocations: [Invocation, ...Invocation[]] = [await api.invoke(event, timeoutMs, patienceMs)];
  for (const { event: next, world, ...own } of later) {
    if (world) change(world);
    invocations.push(await api.invoke(next, own.timeoutMs));
  }
  return invocations;
}

/** Stops the group that a process leads, and continues it. */
async function standStill({ pid = 0 }: ChildProcess, { afterMs, forMs }: Pause): Promise<void> {
  await setTimeout(afterMs);
  process.kill(-pid, 'SIGSTOP');
  await setTimeout(forMs);
  process.kill(-pid, 'SIGCONT');
}

// Whoever started the lab holds the other end of this pipe: when they are gone, so is the lab.
process.stdin.on('end', () => process.exit(1));
createInterface({ input: process.stdin }).once('line', (line) => {
  main(JSON.parse(line) as LabOrder).then(
    (result) => {
      writeFileSync(1, `${JSON.stringify(result)}\n`);
      process.exit(0);
    },
    (error: Error & { stderr?: string }) => {
      writeFileSync(2, `${error.stack ?? error.message}\n${error.stderr ?? ''}\n`);
      process.exit(1);
    },
  );
});
