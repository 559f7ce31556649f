import { CONFIGURATION_NAMES, type ConfigurationName } from '../model/configuration.ts';
import type { Facts } from '../model/facts.ts';
import type { Read } from '../model/inventory.ts';
import type { UnreadFact } from '../model/report.ts';
import { observationsOf } from './observations-of.ts';
import { makesGood } from './reads.ts';
import { unique } from './unique.ts';

/**
 * Configuration that was asked for and not seen, by any run, or not by an account that was asked: what another account of the same
 * name told is no answer of its own. Who reads is asked for their name alone; all else may hold what makes a path red.
 */
export function unreadIn(facts: Facts): readonly UnreadFact[] {
  const names = (Object.keys(CONFIGURATION_NAMES) as ConfigurationName[]).filter((fact) => fact !== 'caller');
  const unread = observationsOf(facts).flatMap((run) =>
    names.flatMap((fact) => {
      const one = run[fact];
      return one.state === 'seen' ? [] : [{ fact, why: one.why, detail: one.detail }];
    }),
  );
  const { reads } = facts.inventory;
  const refused = names.flatMap((fact) =>
    reads
      .filter((read) => read.of === CONFIGURATION_NAMES[fact] && isMissing(read, reads))
      .map(({ outcome, detail }) => ({ fact, why: outcome as UnreadFact['why'], detail: detail ?? outcome })),
  );
  const all = [...unread, ...refused].filter(({ why }) => why !== 'skipped');
  return unique(all);
}

const isMissing = (read: Read, all: readonly Read[]): boolean =>
  read.outcome !== 'read' && !all.some((one) => makesGood(one, read));
