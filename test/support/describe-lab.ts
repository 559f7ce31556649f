import { describe, test } from '@jest/globals';
import { labSupport } from '../lab/lab.ts';

const SUPPORT = labSupport();

const REQUIRED = process.env.LAB_REQUIRED === '1';

/**
 * Tests that run in the simulated VPC. On a machine that cannot build it they are skipped with the reason in their title,
 * and counted; with LAB_REQUIRED=1 the lack is a failure.
 */
export function describeLab(title: string, body: () => void): void {
  const lacks = [SUPPORT.namespaces, SUPPORT.filters].find((support) => support !== true);
  if (lacks !== undefined && REQUIRED) {
    test(title, () => {
      throw new Error(`LAB_REQUIRED=1, and this machine cannot run the simulated VPC: ${lacks}`);
    });
    return;
  }
  const declare = lacks === undefined ? describe : describe.skip;
  declare(lacks === undefined ? title : `${title} (the simulated VPC: ${lacks})`, body);
}
