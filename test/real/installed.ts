import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { LambdaRuntime } from '../lab/protocol.ts';

const { REAL_HOSTS, XDG_CACHE_HOME } = process.env;

/** Where .ci/real-hosts installs what npm has. */
const FOLDER = REAL_HOSTS || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'vpce-doctor/real-hosts');

const packageFolder = (name: string): string => join(FOLDER, 'node_modules', name);

const RIC = packageFolder('aws-lambda-ric');

/** Debian's own, whatever else of this name is on the PATH. */
export const AWS_CLI = '/usr/bin/aws';

const whyNot = (isThere: boolean, what: string): string | null =>
  isThere ? null : `${what} is not installed; .ci/real-hosts does it`;

/** Why the AWS CLI cannot run here; null where it can. */
export const AWS_CLI_LACKS = whyNot(existsSync(AWS_CLI), "Debian's AWS CLI");

export const UNZIP = '/usr/bin/unzip';

/** Why an archive cannot be read by a program that others wrote; null where it can. */
export const UNZIP_LACKS = whyNot(existsSync(UNZIP), "Debian's unzip");

/** Why aws-lambda-ric cannot run here; null where it can. */
export const RIC_LACKS = whyNot(existsSync(join(FOLDER, 'installed')), 'aws-lambda-ric');

/** Lambda's own client on both Nodes that Lambda has: one of them is the one that runs the project. */
export const RUNTIMES: readonly LambdaRuntime[] = [
  { identifier: 'nodejs22.x', ric: RIC, node: join(packageFolder(`node-linux-${process.arch}`), 'bin/node') },
  { identifier: `nodejs${process.versions.node.split('.')[0]}.x`, ric: RIC, node: process.execPath },
];
