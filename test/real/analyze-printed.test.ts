import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWorld } from '../lab/describe-world.ts';
import { runPool } from '../lab/pool.ts';
import { findScenario, worldOf } from '../lab/scenario.ts';
import type { World } from '../lab/world.ts';
import { describeWhere } from '../support/describe-lab.ts';
import { DESCRIBES, type Ended, ended, openAccount } from './aws-cli.ts';
import { AWS_CLI_LACKS } from './installed.ts';

const TIMEOUT_MS = 60_000;
const AT_ONCE = 2;
const MAIN = fileURLToPath(new URL('../../lib/cli/main.ts', import.meta.url));

let parent: string;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'printed-'));
});
afterAll(() => {
  rmSync(parent, { recursive: true });
});

/** A folder with one file for each call, as a shell's `aws ec2 CALL > CALL.json` leaves it. */
function folderWith(documents: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(parent, 'folder-'));
  for (const [call, text] of Object.entries(documents)) writeFileSync(join(folder, `${call}.json`), text);
  return folder;
}

async function printedBy(world: World): Promise<Readonly<Record<string, string>>> {
  const account = await openAccount(world);
  const jobs = Object.keys(DESCRIBES).map((call) => [call, () => account.aws(['ec2', call])] as const);
  const results = await runPool(new Map(jobs), AT_ONCE);
  account.close();
  return Object.fromEntries(
    [...results].map(([call, result]) => {
      if (result.status === 'rejected') throw result.reason;
      expect(result.value).toMatchObject({ code: 0, stderr: '' });
      return [call, result.value.stdout];
    }),
  );
}

const writtenFor = (world: World): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(describeWorld(world)).map(([call, document]) => [call, JSON.stringify(document)]));

const ruledOn = (folder: string, world: World): Promise<Ended> => {
  const from = world.NetworkInterfaces.client?.NetworkInterfaceId ?? '';
  const way = ['--from', from, '--to', world.VpcEndpoint.VpcEndpointId, '--port', '443'];
  return ended(process.execPath, [MAIN, 'analyze', folder, ...way]);
};

describeWhere(AWS_CLI_LACKS, "what Debian's AWS CLI printed, ruled on by analyze", () => {
  test.each([
    ['healthy-two-zones', 0, /^✓ open by configuration/m],
    ['healthy-hub', 2, /^! open by configuration, [\s\S]* to an endpoint that may not serve$/m],
    ['endpoint-group-closed', 1, /^✗ closed by configuration, [\s\S]* sg\/endpoint-ingress-missing$/m],
    ['acl-client-reply', 1, /^✗ closed by configuration, [\s\S]* nacl\/client-ingress-ephemeral$/m],
  ] as const)(
    '%s: the same as on what --describe writes',
    async (name, code, ruling) => {
      const world = worldOf(await findScenario(name), 1);
      const printed = await ruledOn(folderWith(await printedBy(world)), world);
      expect(printed).toMatchObject({ code, stdout: expect.stringMatching(ruling) });
      expect(printed).toEqual(await ruledOn(folderWith(writtenFor(world)), world));
    },
    TIMEOUT_MS,
  );
});
