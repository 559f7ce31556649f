import { uniqueBy } from '../facts/unique.ts';
import type { NetworkAcl } from '../model/aws.ts';
import type { Code } from '../model/codes.ts';
import type { Step } from '../model/step.ts';
import { isDead, letsIn, othersMoved } from './cut-off.ts';
import type { Judged, SharedCause } from './judge.ts';
import { allowUnderFreeNumber } from './steps/acls.ts';

/** A step of the plan, and the finding that it repairs. */
export interface PlannedStep extends Step {
  readonly code: Code;
  /** The facts do not tell whether this is what is wrong. */
  readonly isLikely: boolean;
}

/** What to do, in an order in which nothing that works is cut off. */
export interface Plan {
  readonly steps: readonly PlannedStep[];
  /** Steps that may cut off what works, since nobody knows whether the endpoint lets in who would then come. */
  readonly heldBack: readonly PlannedStep[];
}

/**
 * The steps of all findings that do harm. Those that open something come first, and last those that redirect calls to the
 * endpoint: in the plan only where every run saw that nothing works, or the endpoint is known to let the workload in by then.
 */
export function planOf(causes: readonly SharedCause[], runs: readonly Judged[]): Plan {
  const harmful = causes.filter(({ severity }) => severity !== 'advisory');
  const opened = openedBy(harmful);
  const isDeadEverywhere = runs.every(({ derived }) => isDead(derived));
  const isSafe = runs.every(({ derived }) => letsIn(derived, opened));
  const areOthersMoved = runs.some(({ derived }) => othersMoved(derived).length > 0);
  const mayDo = ({ effect, code }: PlannedStep): boolean =>
    effect !== 'redirects' || isDeadEverywhere || (isSafe && !(NAMES_IN_ORDER.includes(code) && areOthersMoved));
  const wanted = distinct(harmful.flatMap((cause) => plannedSteps(cause, cause.steps)));
  const others = harmful.flatMap((cause) => plannedSteps(cause, cause.alternatives ?? []));
  return {
    steps: numbered(
      wanted.filter(mayDo).toSorted((one, other) => rankOf(one) - rankOf(other)),
      runs,
    ),
    heldBack: distinct([...wanted, ...others].filter((step) => !mayDo(step))),
  };
}

const plannedSteps = (
  { code, candidates = [], isPrediction = false }: SharedCause,
  steps: readonly Step[],
): readonly PlannedStep[] => steps.map((step) => ({ ...step, code, isLikely: isPrediction || candidates.length > 0 }));

/** What a step changes, whatever number its entry has got. */
const changeOf = ({ passage, run, say }: Step) => passage ?? run ?? say;

/** Whether two steps are one and the same change. */
export const isSameChange = (one: Step, other: Step): boolean =>
  JSON.stringify(changeOf(one)) === JSON.stringify(changeOf(other));

const distinct = (steps: readonly PlannedStep[]): readonly PlannedStep[] => uniqueBy(steps, changeOf);

/** Findings of which every one is repaired by commands that open. */
function openedBy(causes: readonly SharedCause[]): ReadonlySet<Code> {
  const isOpened = ({ steps }: SharedCause): boolean =>
    steps.length > 0 && steps.every(({ effect, run }) => effect === 'opens' && run !== undefined);
  const byCode = Map.groupBy(causes, ({ code }) => code);
  return new Set([...byCode].flatMap(([code, own]) => (own.every(isOpened) ? [code] : [])));
}

/** EC2 turns on DNS hostnames only with DNS support on, and private DNS only with both. */
const NAMES_IN_ORDER: readonly Code[] = ['dns/vpc-support-off', 'dns/vpc-hostnames-off'];

function rankOf({ effect, code }: PlannedStep): number {
  if (effect === 'opens') return 0;
  if (effect !== 'redirects') return 1;
  const at = NAMES_IN_ORDER.indexOf(code);
  return 2 + (at < 0 ? NAMES_IN_ORDER.length : at);
}

/** Gives each entry of a network ACL a number that no other step of the plan has: findings and runs do not know of each other. */
function numbered(steps: readonly PlannedStep[], runs: readonly Judged[]): readonly PlannedStep[] {
  const acls = new Map(runs.flatMap(aclsIn).map((acl) => [acl.NetworkAclId, acl]));
  const taken = new Map<string, Set<number>>();
  return steps.map(({ code, isLikely, ...step }) => {
    const { passage } = step;
    if (!passage) return { ...step, code, isLikely };
    const place = `${passage.acl} ${passage.direction}`;
    const own = taken.get(place) ?? new Set();
    taken.set(place, own);
    return { ...allowUnderFreeNumber(passage, acls.get(passage.acl), own, { region: regionOf(runs) }), code, isLikely };
  });
}

const aclsIn = ({ derived: { networkAcls } }: Judged): readonly NetworkAcl[] =>
  networkAcls.state === 'seen' ? networkAcls.value : [];

const regionOf = (runs: readonly Judged[]): string =>
  runs.flatMap(({ derived: { target } }) => (target.state === 'seen' ? target.value.region : []))[0] ?? '';
