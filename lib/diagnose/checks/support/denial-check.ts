import { type Denial, type PolicyKind, parseDenial, policyNamed } from '../../../evaluate/iam/denial-message.ts';
import type { Check, CheckInputs } from '../../../model/check.ts';
import type { CheckedCode } from '../../../model/codes.ts';
import type { Repair, Scope } from '../../../model/problem.ts';
import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { answerCheck, carryingPathOf } from './answer-check.ts';

type Asked = Pick<CheckInputs, 'secret' | 'target' | 'paths'>;

/** A denial by one kind of policy. */
export interface DenialByPolicy {
  readonly code: CheckedCode;
  readonly title: string;
  readonly healthy: string;
  readonly kind: PolicyKind;
  readonly effect: 'implicit' | 'explicit';
  readonly repair: (asked: Pick<Asked, 'target'>, denial: Pick<Denial, 'policyArn'>) => Repair;
}

/** A check for denials that name one kind of policy, by an explicit deny or for want of an allow. */
export function denialCheck({ code, title, healthy, kind, effect, repair }: DenialByPolicy): Check {
  return answerCheck({
    code,
    title,
    healthy,
    matches: (secret) => {
      const denial = denialOf(secret);
      return denial?.kind === kind && denial.effect === effect;
    },
    summary: (asked) =>
      summaryOf(
        asked,
        effect === 'explicit'
          ? `explicitly denied by ${kind === 'identity-based' ? 'an' : 'a'} ${policyNamed(kind)}`
          : `not allowed by any ${policyNamed(kind)}`,
      ),
    on: scopeOfDenial,
    repair: (asked) => {
      const denial = denialOf(asked.secret);
      return denial ? repair(asked, denial) : { steps: [] };
    },
  });
}

/** Policies that ask where a call to the secret comes from. */
const AT_THE_RESOURCE: ReadonlySet<PolicyKind> = new Set(['resource-based', 'resource control']);

/** Policies that stand between a whole network or account and the service, whatever role calls. */
const FROM_OUTSIDE: ReadonlySet<PolicyKind> = new Set(['VPC endpoint', 'service control', 'resource control']);

/** The denial that the service's answer states; null where it states none. */
export function denialOf(secret: CheckInputs['secret']): Denial | null {
  const denial = secret.outcome === 'refused' && secret.message !== null ? parseDenial(secret.message) : null;
  // A denial of KMS is kms/no-decrypt's.
  return denial?.action.toLowerCase().startsWith('kms:') ? null : denial;
}

/**
 * Whom a denial concerns. A verifier's role says nothing about a workload's: its denial on someone else's secret, or by
 * its own role's policies, is its own. What denies it its canary from outside would deny a workload too.
 */
export function scopeOfDenial(asked: Asked): Scope {
  const { target, secret } = asked;
  const kind = denialOf(secret)?.kind ?? null;
  const path = carryingPathOf(asked);
  // Policies that name the endpoint deny whoever comes another way: that path is at fault.
  if (kind !== null && AT_THE_RESOURCE.has(kind) && path?.owner === 'other') return [path.id];
  if (target.identity === 'workload') return 'all';
  return target.canary && kind !== null && FROM_OUTSIDE.has(kind) ? 'all' : 'verifier';
}

export function summaryOf({ secret, target }: Asked, how: string): string {
  const denial = denialOf(secret);
  const who = denial?.principal ?? 'The caller';
  const what = denial?.resource ?? secretIdOf(target);
  return `${who} reached ${SERVICE.name}, but ${denial?.action ?? 'the call'} on ${what} is ${how}.`;
}
