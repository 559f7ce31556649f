import { describe, test } from '@jest/globals';
import { labSupport } from '../lab/lab.ts';

const SUPPORT = labSupport();

const REQUIRED = process.env.LAB_REQUIRED === '1';

/** Why this machine cannot build the simulated VPC; null where it can. */
const lab = [SUPPORT.namespaces, SUPPORT.filters].find((support) => support !== true);
const LAB_LACKS = lab === undefined ? null : `the simulated VPC: ${lab}`;

/**
 * Tests that need something of the machine; `lacks` says what is missing, null that nothing is. Where it is, they are skipped
 * with the reason in their title, and counted; with LAB_REQUIRED=1 the lack is a failure.
 */
export function describeWhere(lacks: string | null, title: string, body: () => void): void {
  if (lacks !== null && REQUIRED) {
    test(title, () => {
      throw new Error(`LAB_REQUIRED=1, and this machine lacks what it takes: ${lacks}`);
    });
    return;
  }
  const declare = lacks === null ? describe : describe.skip;
  declare(lacks === null ? title : `${title} (${lacks})`, body);
}

/** Tests that run in the simulated VPC, and perhaps need more than that. */
export const describeLab = (title: string, body: () => void, alsoLacks: string | null = null): void =>
  describeWhere(LAB_LACKS ?? alsoLacks, title, body);
