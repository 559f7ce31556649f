import type { Denial } from '../../../evaluate/iam/denial-message.ts';
import { ruleOnEndpointPolicy } from '../../../evaluate/iam/endpoint-policy.ts';
import type { VpcEndpoint } from '../../../model/aws.ts';
import type { Check, CheckInputs } from '../../../model/check.ts';
import { PolicyError } from '../../../model/errors.ts';
import type { LayerRuling } from '../../../model/policy-ruling.ts';
import type { Evidence, Problem } from '../../../model/problem.ts';
import type { Target } from '../../../model/run.ts';
import type { Look } from '../../../model/step.ts';
import { SERVICE } from '../../../services/index.ts';
import { fitting } from '../../../words/fitting.ts';
import { sayPolicyRuling } from '../../../words/policy.ts';
import { describeEndpoint } from '../../looks.ts';
import { carryingPathOf } from './answer-check.ts';
import { type DenialByPolicy, denialOf } from './denial-check.ts';

/** How to see the policy of the endpoint that the call went through. */
export const readPolicy = (target: Target): readonly Look[] =>
  describeEndpoint("Read the endpoint's policy", target, 'VpcEndpoints[].PolicyDocument');

type Known = { readonly [N in keyof CheckInputs]?: CheckInputs[N] | undefined };

/**
 * A check for denials by the endpoint's policy that reads the policy as well: it names the statement behind a denial, and foretells
 * one that every call must meet where no call was made.
 */
export function readingPolicy(check: Check, { effect, repair }: DenialByPolicy): Check {
  return {
    ...check,
    wants: [...(check.wants ?? []), ...WANTED],
    evaluate(known) {
      const outcome = check.evaluate(known);
      if (!Array.isArray(outcome)) return outcome;
      const [problem] = outcome as readonly [Problem];
      return [{ ...problem, evidence: [...problem.evidence, ...statementBehind(known, effect)] }];
    },
    foretell(known) {
      const { expectedEndpoint: endpoint, target, secretDescription } = known;
      if (!endpoint || !target) return [];
      // A policy that leaves out the canary alone says nothing of other secrets.
      const resource = target.canary ? null : (secretDescription?.arn ?? null);
      const ruling = rulingOn(endpoint, { action: SERVICE.actions.read, principal: null, resource });
      if (ruling?.effect !== `${effect}-deny`) return [];
      const { VpcEndpointId: id } = endpoint;
      const denies = `The policy of ${id} denies ${SERVICE.actions.read} to every caller`;
      return [
        {
          summary: fitting(`${denies}: ${sayPolicyRuling(ruling)}.`, `${denies}.`),
          isPrediction: true,
          severity: hasName(known) ? 'blocking' : 'degrading',
          on: 'all',
          resources: [id],
          evidence: evidenceOf(ruling, id, known),
          ...repair({ target }, NOT_TOLD),
        },
      ];
    },
  };
}

const WANTED = ['expectedEndpoint', 'conflictingEndpoint', 'vpcEndpoints', 'vpc', 'secretDescription'] as const;

/** Whether calls by the service's name are known to go through the expected endpoint: others may pass by its policy. */
const hasName = ({ expectedEndpoint, conflictingEndpoint, vpc }: Known): boolean =>
  expectedEndpoint?.PrivateDnsEnabled === true && expectedEndpoint.VpcId === vpc?.VpcId && !conflictingEndpoint;

type Call = Pick<Denial, 'principal' | 'action' | 'resource'>;

const NOT_TOLD = { policyArn: null };

/** Why the expected endpoint's policy may have denied as AWS says; empty where it says otherwise, or another endpoint carried the call. */
function statementBehind(known: CheckInputs, effect: DenialByPolicy['effect']): readonly Evidence[] {
  const { secret, expectedEndpoint: endpoint } = known as Known;
  const denial = secret ? denialOf(secret) : null;
  if (!denial || !endpoint || carryingPathOf(known)?.owner === 'other') return [];
  // AWS names the resource as the call did: that may be a name, which a policy's Resource never matches.
  const resource = denial.resource?.startsWith('arn:') ? denial.resource : null;
  const ruling = rulingOn(endpoint, { ...denial, resource });
  const agrees = ruling?.effect === `${effect}-deny` || ruling?.effect === 'unknown';
  return ruling && agrees ? evidenceOf(ruling, endpoint.VpcEndpointId, known) : [];
}

/** What an endpoint's policy says of a call through it; null where it lets it pass, wasn't read or can't be. */
function rulingOn({ PolicyDocument, VpcEndpointId, VpcId }: VpcEndpoint, call: Call): LayerRuling | null {
  if (PolicyDocument === undefined) return null;
  const context = { 'aws:SourceVpce': VpcEndpointId, ...(VpcId === undefined ? {} : { 'aws:SourceVpc': VpcId }) };
  try {
    return ruleOnEndpointPolicy({ ...call, context, unknownKeys: 'all-others' }, PolicyDocument);
  } catch (error) {
    if (error instanceof PolicyError) return null;
    throw error;
  }
}

function evidenceOf(ruling: LayerRuling, id: string, { vpcEndpoints = [] }: Known): readonly Evidence[] {
  const at = vpcEndpoints.findIndex(({ VpcEndpointId }) => VpcEndpointId === id);
  if (at < 0) return [];
  return [
    { fact: 'vpcEndpoints', path: `[${at}].PolicyDocument`, shows: `the policy of ${id}: ${sayPolicyRuling(ruling)}` },
  ];
}
