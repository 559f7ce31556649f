import { allowsEverything } from '../evaluate/iam/allows-everything.ts';
import { uniqueBy } from '../facts/unique.ts';
import type { DerivedFacts } from '../model/check.ts';
import type { Code } from '../model/codes.ts';
import type { Step } from '../model/step.ts';
import type { Judged, SharedCause } from './judge.ts';

/** A step of the plan, and the finding that it repairs. */
export interface PlannedStep extends Step {
  readonly code: Code;
  /** The facts do not tell whether this is what is wrong. */
  readonly isLikely: boolean;
}

/** What to do, in an order in which nothing that works is cut off. */
export interface Plan {
  readonly steps: readonly PlannedStep[];
  /** Whether the order is another than that of the findings, since a step would cut off what an earlier one opens. */
  readonly isReordered: boolean;
  /** Steps that may cut off what works, since nobody knows whether the endpoint lets in who would then come. */
  readonly heldBack: readonly PlannedStep[];
}

/**
 * The steps of all findings that do harm. Those that open something come first, and last those that redirect calls to the
 * endpoint. While anything works, a redirecting step is in the plan only if the endpoint is known to let the workload in by then.
 */
export function planOf(causes: readonly SharedCause[], runs: readonly Judged[]): Plan {
  const harmful = causes.filter(({ severity }) => severity !== 'advisory');
  const wanted = distinct(
    harmful.flatMap(({ code, steps, candidates = [] }) =>
      steps.map((step) => ({ ...step, code, isLikely: candidates.length > 0 })),
    ),
  );
  const nothingWorks = runs.every(({ verdict }) => verdict === 'broken');
  const opened = new Set(
    harmful.filter(({ steps }) => steps.length > 0 && steps.every(isCommandThatOpens)).map(({ code }) => code),
  );
  const mayRedirect = nothingWorks || runs.every(({ derived }) => letsIn(derived, opened));
  const steps = wanted
    .filter(({ effect }) => mayRedirect || effect !== 'redirects')
    .toSorted((one, other) => rankOf(one) - rankOf(other));
  return {
    steps,
    isReordered: steps.some((step, at) => step !== wanted[at]) && steps.length === wanted.length,
    heldBack: mayRedirect ? [] : wanted.filter(({ effect }) => effect === 'redirects'),
  };
}

const distinct = (steps: readonly PlannedStep[]): readonly PlannedStep[] =>
  uniqueBy(steps, ({ run, say }) => run ?? say);

const isCommandThatOpens = ({ effect, run }: Step): boolean => effect === 'opens' && run !== undefined;

/** EC2 turns on DNS hostnames only with DNS support on, and private DNS only with both. */
const NAMES_IN_ORDER: readonly Code[] = ['dns/vpc-support-off', 'dns/vpc-hostnames-off'];

function rankOf({ effect, code }: PlannedStep): number {
  if (effect === 'opens') return 0;
  if (effect !== 'redirects') return 1;
  const at = NAMES_IN_ORDER.indexOf(code);
  return 2 + (at < 0 ? NAMES_IN_ORDER.length : at);
}

/** Whether the endpoint is known to serve and to let this source in, once what some findings give as steps is done. */
function letsIn({ paths, predictedPaths, expectedEndpoint }: DerivedFacts, opened: ReadonlySet<Code>): boolean {
  const endpoint = expectedEndpoint.state === 'seen' ? expectedEndpoint.value : null;
  const isServing = endpoint?.State?.toLowerCase() === 'available';
  if (!isServing || !allowsEverything(endpoint.PolicyDocument ?? '')) return false;
  if (predictedPaths.state === 'unseen' || predictedPaths.value.length === 0) return false;
  const observed = paths.state === 'seen' ? paths.value : [];
  return predictedPaths.value.every(({ address, evaluation: { predicted, because, notRead } }) => {
    const tls = observed.filter((path) => path.address === address).map((path) => path.tls);
    if (tls.includes('verified')) return true;
    if (notRead.length > 0) return false;
    const isOpenButSilent = predicted === 'open' && observed.some((path) => path.address === address);
    if (isOpenButSilent) return false;
    return predicted === 'open' || (because.length > 0 && because.every((code) => opened.has(code)));
  });
}
