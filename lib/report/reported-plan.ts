import type { Plan, PlannedStep } from '../diagnose/plan.ts';
import type { ReportedPlan } from '../model/report.ts';
import type { Reach } from '../model/step.ts';
import type { Verdict } from '../model/verdict.ts';

/** Of the steps of a plan; nobody follows more. */
const MOST_STEPS = 50;

/** How many steps the report does not hold. */
export const stepsLeftOut = ({ steps, heldBack }: Plan): number =>
  Math.max(0, steps.length - MOST_STEPS) + Math.max(0, heldBack.length - MOST_STEPS);

/** The plan as reports tell it: with why it is in this order, and why some steps wait. */
export function reportedPlan({ steps, heldBack }: Plan, verdict: Verdict): ReportedPlan {
  const redirects = steps.some(({ effect }) => effect === 'redirects');
  const opens = steps.some(({ effect }) => effect === 'opens');
  return {
    steps: steps.slice(0, MOST_STEPS),
    order: redirects && opens ? ORDER[verdict === 'broken' ? 'broken' : 'works'] : null,
    heldBack: heldBack.slice(0, MOST_STEPS).map((step) => ({ ...step, why: whyHeldBack(step) })),
  };
}

const ORDER = {
  broken: 'The endpoint must let clients in before the name sends them there.',
  works: 'The other way round, clients that read past the endpoint today would be sent to it before it lets them in.',
} as const;

/** Changes that only this client sees. */
const OWN: ReadonlySet<Reach> = new Set(['process', 'host']);

const whyHeldBack = ({ affects }: PlannedStep): string =>
  `it sends ${OWN.has(affects) ? 'this client' : 'every client in the VPC'} to the endpoint, and nothing shows yet that the endpoint lets this one in. If it doesn't, what works today stops`;
