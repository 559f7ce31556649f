import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { awsApis } from '../lab/apis/aws-apis.ts';
import { secretsManager } from '../lab/secrets-manager.ts';
import { serviceHost, type World } from '../lab/world.ts';
import { AWS_CLI } from './installed.ts';

/** The calls of `aws ec2` that take no argument, and the key that their items stand under. */
export const DESCRIBES = {
  'describe-vpcs': 'Vpcs',
  'describe-subnets': 'Subnets',
  'describe-security-groups': 'SecurityGroups',
  'describe-network-acls': 'NetworkAcls',
  'describe-route-tables': 'RouteTables',
  'describe-network-interfaces': 'NetworkInterfaces',
  'describe-vpc-endpoints': 'VpcEndpoints',
  'describe-vpc-endpoint-services': 'ServiceDetails',
  'describe-dhcp-options': 'DhcpOptions',
} as const;

/** What the CLI printed, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Account {
  /** Runs the AWS CLI as whoever looks from outside, or with other credentials. */
  aws(args: readonly string[], credentials?: World['Credentials']): Promise<Ended>;
  /** Runs a command line of the AWS CLI as a shell does that it is pasted into. */
  paste(line: string): Promise<Ended>;
  /** A program to be found as `aws`: the CLI, for whoever looks from outside. */
  wrapper(): string;
  close(): void;
}

/** The world's APIs on loopback, each under a path of its own name, for an AWS CLI that knows nothing of this machine's accounts. */
export async function openAccount(world: World): Promise<Account> {
  const server = serverOf(world);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const asked = (api = ''): readonly string[] => ['--endpoint-url', `http://127.0.0.1:${port}/${api}`];
  const by = (credentials: World['Credentials']) => ({ ...ALONE, AWS_REGION: world.Region, ...credentials });
  return {
    aws: (args, credentials = world.Operator.Credentials) =>
      ended(AWS_CLI, [...args, ...asked(args[0])], by(credentials)),
    paste: (line) => {
      const [, api] = line.split(' ');
      return ended('/bin/sh', ['-c', `${line} ${asked(api).join(' ')}`], by(world.Operator.Credentials));
    },
    wrapper: () => {
      const variables = { ...ALONE, AWS_REGION: world.Region, ...world.Operator.Credentials };
      const exported = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`);
      return `#!/bin/sh\n${exported.join('')}exec ${AWS_CLI} "$@" --endpoint-url "http://127.0.0.1:${port}/$1"\n`;
    },
    close: () => server.close(),
  };
}

function serverOf(world: World): Server {
  const [others, secrets] = [awsApis(world), secretsManager(world, false)];
  return createServer((request, response) => {
    const [, api = '', path = ''] = /^\/(\w+)(.*)$/.exec(request.url ?? '') ?? [];
    request.headers.host = `${api}.${world.Region}.amazonaws.com`;
    request.url = path || '/';
    const serve = request.headers.host === serviceHost(world) ? secrets : others;
    serve(request, response).catch(() => response.destroy());
  });
}

/** No profile, no cache, no pager, no metadata of an instance. */
const ALONE = {
  PATH: '/usr/bin:/bin',
  LANG: 'C.UTF-8',
  HOME: '/nonexistent',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_MAX_ATTEMPTS: '1',
  AWS_PAGER: '',
};

/** Runs a program to its end, whatever that is. */
export const ended = (program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(program, args, { env, timeout: 30_000 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
