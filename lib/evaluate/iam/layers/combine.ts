import type { PolicyLayer, PolicyRuling } from '../../../model/policy-ruling.ts';
import type { Graded } from '../match/principal.ts';
import { all, any, type Truth } from '../truth.ts';
import { anyGrade } from './layer.ts';
import type { Situation } from './situation.ts';

/** AWS names one of the layers that deny and doesn't say which: here the first of these. */
export const ORDER: readonly PolicyLayer[] = [
  ...(['endpoint', 'rcp', 'scp', 'resource', 'key', 'identity', 'boundary', 'session', 'grants'] as const),
];

/** What a layer says, its absence and whether it applies counted in. */
export interface Say {
  readonly deny: Truth;
  readonly allow: Graded;
}

export type Says = Readonly<Record<PolicyLayer, Say>>;

/** What must hold for a call to be allowed, and the layer that is named where it doesn't. */
export interface Requirement {
  readonly layer: PolicyLayer;
  readonly truth: Truth;
}

/**
 * The requirements of a call, which must all hold. Caps allow nothing by themselves; behind them either one account decides, with
 * what the resource's policy grants directly, to the role or to the account, or both accounts do.
 * Source: IAM User Guide, "Policy evaluation logic", "Cross-account policy evaluation logic"; KMS Developer Guide, "Key policies".
 */
export function requirementsOf(says: Says, situation: Situation): readonly Requirement[] {
  const of = (layer: PolicyLayer): Truth => anyGrade(says[layer].allow);
  return [
    // No resource control policy among them: the Allow of all is attached everywhere and can't be detached.
    { layer: 'endpoint', truth: of('endpoint') },
    { layer: 'scp', truth: of('scp') },
    ...grantsOf(says, situation, of),
  ];
}

function grantsOf(says: Says, { caller, target, isSameAccount }: Situation, of: (layer: PolicyLayer) => Truth) {
  const { direct, role, account } = says[target].allow;
  const [identity, boundary, session] = [of('identity'), of('boundary'), of('session')];
  const require = (layer: PolicyLayer, ...truths: readonly Truth[]): Requirement => ({ layer, truth: any(truths) });
  const grants = of('grants');
  const named = require(target, direct, role, account, grants);
  switch (caller.kind) {
    case 'unknown':
      return [require('identity', 'unknown')];
    case 'service':
    case 'anonymous':
      return [named];
    case 'root':
      // Everything of the own account, but its keys.
      return isSameAccount && target === 'resource' ? [] : [named];
  }
  if (!isSameAccount)
    return [named, require('identity', identity), require('boundary', boundary), require('session', session)];
  const own = any([direct, grants]);
  return [
    // Nobody has access to a key without its policy; elsewhere either policy is enough.
    ...(target === 'key' ? [named] : []),
    require('identity', own, role, identity),
    require('boundary', own, boundary),
    require('session', own, session),
  ];
}

/** What all layers together decide. Unknown never becomes an allow. */
export function decide(says: Says, situation: Situation): PolicyRuling['decision'] {
  const denies = ORDER.map((layer) => says[layer].deny);
  if (denies.includes('yes')) return 'explicit-deny';
  const allow = all(requirementsOf(says, situation).map(({ truth }) => truth));
  if (allow === 'no') return 'implicit-deny';
  return allow === 'yes' && denies.every((deny) => deny === 'no') ? 'allow' : 'unknown';
}

/** The same with what isn't known of a layer filled in. */
export function filled(says: Says, layer: PolicyLayer, deny: Truth, allow: Truth): Says {
  const fill = (truth: Truth, by: Truth): Truth => (truth === 'unknown' ? by : truth);
  const { direct, role, account } = says[layer].allow;
  return {
    ...says,
    [layer]: {
      deny: fill(says[layer].deny, deny),
      allow: { direct: fill(direct, allow), role: fill(role, allow), account: fill(account, allow) },
    },
  };
}

/** Whether what isn't known of a layer could change the decision. */
export function changesWith(layer: PolicyLayer, says: Says, situation: Situation): boolean {
  const before = decide(says, situation);
  return FILLINGS.some(([deny, allow]) => decide(filled(says, layer, deny, allow), situation) !== before);
}

const FILLINGS: readonly (readonly [deny: Truth, allow: Truth])[] = [
  ['no', 'no'],
  ['no', 'yes'],
  ['yes', 'no'],
];
