import { UsageError } from '../model/errors.ts';

export type Lab = typeof import('#lab');
export type Scenario = Awaited<ReturnType<Lab['findScenario']>>;
export type MemorySize = Lab['MEMORY_SIZES'][number];
export type Expects = Scenario['expects'];

/** The lab is part of the source tree, not of the command that is copied to a host. */
export async function loadLab(): Promise<Lab> {
  try {
    return await import('#lab');
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== 'ERR_PACKAGE_IMPORT_NOT_DEFINED' && code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UsageError('the simulated VPC comes with the source tree and the npm package, not with this one file');
  }
}

/** Why this machine cannot run a scenario; null where it can. */
export function obstacleTo(scenario: Scenario, { namespaces, filters }: ReturnType<Lab['labSupport']>): string | null {
  if (namespaces !== true) return `the simulated VPC cannot run on this machine: ${namespaces}`;
  if (filters === true || !scenario.expects.drops?.length) return null;
  return `${scenario.name} drops packets, and this machine cannot filter them: ${filters}`;
}

/** What the inside alone is expected to say. */
export const insideOf = ({ inside, ...both }: Expects): Expects => ({
  ...both,
  ...(inside ? { verdict: inside.verdict ?? both.verdict, rootCause: inside.rootCause } : {}),
});
