import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { drawWorld } from '../lab/draw-world.ts';
import { describedFiles } from '../lab/lab.ts';
import { runInProcess } from './in-process.ts';

export const analyze = (...args: readonly string[]) => runInProcess(['analyze', ...args]);

export const world = drawWorld(1, { zones: 2 });
export const client = world.NetworkInterfaces.client?.NetworkInterfaceId ?? '';
export const endpoint = world.VpcEndpoint.VpcEndpointId;
export const subnet = world.NetworkInterfaces.client?.SubnetId ?? '';
export const group = world.NetworkInterfaces.client?.Groups[0]?.GroupId ?? '';

/** What asks for one path, and what for the whole catalogue. */
export const PATH = ['--from', client, '--to', endpoint, '--port', '443'];
export const PLACE = ['--subnet', subnet, '--security-group', group, '--endpoint-id', endpoint];

/** Of this test file alone, and gone after it. */
export const folder = mkdtempSync(join(tmpdir(), 'analyze-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A folder with the world's description, but for the documents that are given anew; undefined leaves one out. */
export function described(name: string, changes: Readonly<Record<string, unknown>> = {}): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [call, content] of Object.entries({ ...describedFiles(world), ...changes })) {
    if (content !== undefined) writeFileSync(join(path, `${call}.json`), JSON.stringify(content));
  }
  return path;
}

export const withGroups = (endpointIngress: readonly object[]) => ({
  'describe-security-groups': {
    SecurityGroups: [world.SecurityGroups.client, { ...world.SecurityGroups.endpoint, IpPermissions: endpointIngress }],
  },
});
