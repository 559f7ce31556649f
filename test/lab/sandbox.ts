import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { variablesOf } from '../../lib/model/verifier-environment.ts';
import { homeFiles } from './credential-servers.ts';
import { metadataVariables } from './metadata.ts';
import type { LabOrder, LabProgram, LambdaRuntime } from './protocol.ts';
import { customResolverOf, OUTSIDE, RUNTIME_API, vpcResolverOf } from './topology.ts';
import { endpointRoles, type World } from './world.ts';

export const FUNCTION_NAME = 'verify-private-a';
export const RUNTIME_API_PORT = 9001;

/** A service account's token, as Kubernetes mounts it. */
const TOKEN_FILE = '/etc/token';

/** Of whoever runs the command on a host. */
const HOME = '/etc/home';

/** The two places where programs run: in the client's subnet, and outside the VPC. */
export type Place = 'client' | 'outside';

const rootOf = (place: Place): string => `/run/${place}`;

/** Where a program may leave a file for the lab to read. */
export const leftBy = (place: Place, file: string): string => `${rootOf(place)}/tmp/${file}`;

const LIBRARIES = ['/lib', '/lib64', '/usr/lib', '/usr/lib64'];
const DEVICES = ['null', 'zero', 'random', 'urandom'];

/** All of aws-lambda-ric that runs: the client, which Lambda keeps in /var/runtime too, and what it compiled. */
const RIC_FILES = ['index.mjs', 'rapid-client.node'];

/**
 * Makes the file system that the client sees: libraries, one Node, the bundle where Lambda puts it, and the few files of
 * /etc that a name lookup reads. Nothing of the lab, of the project or of the host's homes is in it.
 */
export function makeSandbox(
  place: Place,
  world: World,
  { dist, bundle }: Pick<LabOrder, 'dist' | 'bundle'>,
  rootCertificate: string,
  program: LabProgram | null = null,
): void {
  const ROOT = rootOf(place);
  const runtime = program?.kind === 'function' ? program.runtime : null;
  for (const folder of ['dev', 'etc', 'proc', 'tmp', 'usr', 'var/runtime', 'var/lang/bin']) {
    mkdirSync(`${ROOT}/${folder}`, { recursive: true });
  }
  cpSync(`${dist}/${bundle}`, `${ROOT}/var/task`, { recursive: true });
  cpSync(`${dist}/cli`, `${ROOT}/var/cli`, { recursive: true });
  for (const file of ['bootstrap.mjs', 'trust.mjs']) {
    copyFileSync(fileURLToPath(new URL(file, import.meta.url)), `${ROOT}/var/runtime/${file}`);
  }
  if (runtime) for (const file of RIC_FILES) copyFileSync(join(runtime.ric, file), `${ROOT}/var/runtime/${file}`);
  writeFileSync(`${ROOT}/var/runtime/root.pem`, rootCertificate);
  chmodSync(`${ROOT}/tmp`, 0o1777);
  const user = (name: string, id: number) => `${name}:x:${id}:${id}:${name}:/tmp:/sbin/nologin\n`;
  writeFileSync(`${ROOT}/etc/passwd`, user('root', 0) + user('nobody', NOBODY));
  // Whoever has the pod's token may have its role; here nobody looks at it.
  writeFileSync(`${ROOT}${TOKEN_FILE}`, 'header.payload.signature');
  for (const [file, content] of program?.kind === 'host' ? Object.entries(homeFiles(world)) : []) {
    mkdirSync(dirname(`${ROOT}${HOME}/${file}`), { recursive: true });
    writeFileSync(`${ROOT}${HOME}/${file}`, content);
  }
  writeFileSync(`${ROOT}/etc/hosts`, '127.0.0.1 localhost\n');
  writeFileSync(`${ROOT}/etc/nsswitch.conf`, 'hosts: files dns\n');
  writeFileSync(`${ROOT}/etc/resolv.conf`, `nameserver ${resolverOf(place, world)}\n`);
  bind(runtime?.node ?? process.execPath, `${ROOT}/var/lang/bin/node`);
  for (const device of DEVICES) bind(`/dev/${device}`, `${ROOT}/dev/${device}`);
  for (const folder of LIBRARIES.filter(existsSync)) {
    if (lstatSync(folder).isSymbolicLink()) symlinkSync(readlinkSync(folder), ROOT + folder);
    else bind(folder, ROOT + folder);
  }
  for (const tool of [...Object.values(STARTERS), ...(program?.kind === 'node' ? program.tools : [])]) {
    mkdirSync(dirname(ROOT + tool), { recursive: true });
    bind(tool, ROOT + tool);
  }
}

const resolverOf = (place: Place, world: World): string =>
  place === 'outside' ? OUTSIDE.services : (customResolverOf(world) ?? vpcResolverOf(world));

function bind(from: string, to: string): void {
  if (lstatSync(from).isDirectory()) mkdirSync(to, { recursive: true });
  else writeFileSync(to, '');
  execFileSync('mount', ['--rbind', from, to], { env: LAB_ENVIRONMENT });
}

const NOBODY = 65_534;

/**
 * Whoever is root on the host too is somebody else in the sandbox: root needs no capability to write kernel settings or its own files. In
 * a user namespace there is nobody else, and its root is an ordinary user.
 */
function asNobody(): readonly string[] {
  const isHostRoot = /^\s*0\s+0\s+4294967295\s/.test(readFileSync('/proc/self/uid_map', 'utf8'));
  return isHostRoot ? [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : [];
}

/** What starts a program in the sandbox: it is there too, and drops what the lab is allowed to do before the program runs. */
const STARTERS = { dropper: '/usr/bin/setpriv', setter: '/usr/bin/env' } as const;

/** The environment of all that the lab itself runs on the host. Nothing of a scenario is in it. */
export const LAB_ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } as const;

/**
 * The command that starts Node inside a sandbox, in its place's network, with processes of its own to see. On the host it is ours alone,
 * by absolute path; the program's environment, which a scenario may have set, is given to it inside, after every capability is gone.
 */
export const inSandbox = (
  place: Place,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): readonly [string, readonly string[]] => [
  '/usr/bin/nsenter',
  [
    `--net=/run/netns/${place}`,
    '/usr/bin/unshare',
    '--mount',
    '--pid',
    '--fork',
    '--kill-child=KILL',
    `--root=${rootOf(place)}`,
    '--wd=/var/task',
    '--mount-proc',
    STARTERS.dropper,
    '--bounding-set=-all',
    '--inh-caps=-all',
    '--no-new-privs',
    ...asNobody(),
    STARTERS.setter,
    '-i',
    ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
    '/var/lang/bin/node',
    '--import',
    '/var/runtime/trust.mjs',
    ...args,
  ],
];

/** The environment of whoever looks from outside: a Region and credentials. */
export const environmentOutside = (world: World): Readonly<Record<string, string>> => ({
  PATH: '/var/lang/bin:/usr/local/bin:/usr/bin:/bin:/opt/bin',
  AWS_REGION: world.Region,
  ...world.Operator.Credentials,
});

/** The environment of a workload's host: its Region, and what a scenario sets. Where its credentials come from, that says. */
export const environmentOfHost = (world: World): Readonly<Record<string, string>> => ({
  PATH: '/var/lang/bin:/usr/local/bin:/usr/bin:/bin:/opt/bin',
  HOME,
  AWS_REGION: world.Region,
  ...world.Environment,
});

/** What takes events from the Runtime API and hands them to the function. */
export const startsFunction = (runtime: LambdaRuntime | null): string =>
  `/var/runtime/${runtime ? 'index.mjs' : 'bootstrap.mjs'}`;

/** The environment that Lambda gives a function, with what the deployment adds. */
export function environmentOf(
  world: World,
  runtime: LambdaRuntime | null = null,
  memoryMb: number | null = null,
): Readonly<Record<string, string>> {
  return {
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin:/bin:/opt/bin',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    LAMBDA_TASK_ROOT: '/var/task',
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    _HANDLER: 'index.handler',
    AWS_REGION: world.Region,
    AWS_DEFAULT_REGION: world.Region,
    AWS_LAMBDA_RUNTIME_API: `${RUNTIME_API}:${RUNTIME_API_PORT}`,
    AWS_LAMBDA_FUNCTION_NAME: FUNCTION_NAME,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb ?? 512),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${FUNCTION_NAME}`,
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/24/[$LATEST]0123456789abcdef0123456789abcdef',
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime?.identifier ?? 'nodejs24.x'}`,
    AWS_LAMBDA_METADATA_API: `${RUNTIME_API}:${RUNTIME_API_PORT}`,
    AWS_LAMBDA_METADATA_TOKEN: world.MetadataToken,
    ...metadataVariables(world),
    ...world.Credentials,
    ...variablesOf({
      secretId: world.SecretIds.canary,
      endpoint: endpointFactsOf(world),
      client: clientFactsOf(world),
      allow: 'secrets,configuration',
    }),
    ...world.Environment,
  };
}

/** What the deployment tells of the endpoint, as JSON. */
export function endpointFactsOf(world: World): string {
  if (world.Behaviour.endpoint === 'absent') return JSON.stringify({ vpcCidrs: [world.Vpc.CidrBlock] });
  return JSON.stringify({
    vpcEndpointId: world.VpcEndpoint.VpcEndpointId,
    dnsNames: world.VpcEndpoint.DnsEntries.map((entry) => entry.DnsName),
    networkInterfaces: endpointRoles(world).flatMap((role) => {
      const one = world.NetworkInterfaces[role];
      if (!one) return [];
      const { NetworkInterfaceId, PrivateIpAddress, AvailabilityZone } = one;
      return [
        {
          networkInterfaceId: NetworkInterfaceId,
          privateIpAddress: PrivateIpAddress,
          availabilityZone: AvailabilityZone,
        },
      ];
    }),
    vpcCidrs: [world.Vpc.CidrBlock],
  });
}

/** What the deployment tells of the function's own place, as JSON. */
function clientFactsOf(world: World): string {
  const { SubnetId = '', Groups = [] } = world.NetworkInterfaces.client ?? {};
  return JSON.stringify({
    vpcId: world.Vpc.VpcId,
    subnetIds: [SubnetId],
    securityGroupIds: Groups.map(({ GroupId }) => GroupId),
  });
}
