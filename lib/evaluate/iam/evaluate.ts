import type { LayerEffect, LayerRuling, PolicyLayer, PolicyRuling } from '../../model/policy-ruling.ts';
import { changesWith, decide, filled, ORDER, requirementsOf, type Say, type Says } from './layers/combine.ts';
import { type JudgedLayer, judgeLayer, readLayer } from './layers/layer.ts';
import { allowing, reportLayer } from './layers/report.ts';
import { sayOf } from './layers/say.ts';
import { ownerOf, type Situation, situationOf } from './layers/situation.ts';
import { callerOf } from './match/caller.ts';
import { lookupIn, type Policies, type PolicyRequest } from './request.ts';
import type { Truth } from './truth.ts';

/**
 * What policies say of a call, and what in them decides. Throws a PolicyError for a document that AWS can't have stored. Keys of
 * the call that may have any value, and policies that weren't read, make an answer unknown only where they could change it.
 * Source: IAM User Guide, "Policy evaluation logic".
 */
export function evaluate(request: PolicyRequest, policies: Policies): PolicyRuling {
  const lookup = lookupIn(request);
  const caller = callerOf(request.principal, lookup);
  const situation = situationOf(request, caller, lookup);
  const reads = LAYERS.map((layer) => readLayer(layer, policies));
  const asker = { caller, lookup, partition: ownerOf(request, lookup).partition, hasBoundary: boundaryIn(policies) };
  const judged = new Map(reads.map((read) => [read.layer, judgeLayer(read, request, asker)] as const));
  const of = (layer: PolicyLayer): Say => {
    const one = judged.get(layer);
    return one ? sayOf(one, situation) : sayOfGrants(policies, situation);
  };
  const says: Says = {
    ...{ endpoint: of('endpoint'), rcp: of('rcp'), scp: of('scp'), resource: of('resource'), key: of('key') },
    ...{ identity: of('identity'), boundary: of('boundary'), session: of('session'), grants: of('grants') },
  };
  return rulingOf(says, judged, situation);
}

const LAYERS = ORDER.filter((layer) => layer !== 'grants');

const boundaryIn = ({ boundary, unreadable }: Policies): Truth =>
  boundary !== undefined && boundary !== null ? 'yes' : unreadable?.includes('boundary') ? 'unknown' : 'no';

/** Grants only ever allow, and stand in no document: where they weren't listed there may be one. */
const sayOfGrants = ({ unreadable }: Policies, { target }: Situation): Say => ({
  deny: 'no',
  allow: {
    direct: target === 'key' && unreadable?.includes('grants') ? 'unknown' : 'no',
    role: 'no',
    account: 'no',
  },
});

function rulingOf(says: Says, judged: ReadonlyMap<PolicyLayer, JudgedLayer>, situation: Situation): PolicyRuling {
  const decision = decide(says, situation);
  const layers = ORDER.flatMap((layer): readonly LayerRuling[] => {
    const effect = effectOf(layer, says, situation);
    return effect === null ? [] : [reportLayer(layer, effect, judged.get(layer) ?? null, situation)];
  });
  const [target, identity] = [judged.get(situation.target), judged.get('identity')];
  if (decision === 'allow' && target && identity) {
    const [statement, because] = allowing(target, identity, situation);
    return { decision, layer: null, statement, because, mayBeExplicit: false, layers };
  }
  const decides =
    layers.find(({ layer, effect }) =>
      decision === 'unknown' ? changesWith(layer, says, situation) : effect === decision,
    ) ?? layers.find(({ effect }) => effect === decision);
  return {
    decision,
    layer: decides?.layer ?? null,
    statement: decides?.statement ?? null,
    because: decides?.because ?? { kind: 'principal-not-known' },
    mayBeExplicit: decision === 'implicit-deny' && ORDER.some((layer) => says[layer].deny === 'unknown'),
    layers,
  };
}

/** How a layer stops a call, or may; null where it lets it pass or isn't needed. */
function effectOf(layer: PolicyLayer, says: Says, situation: Situation): LayerEffect | null {
  const { deny } = says[layer];
  if (deny === 'yes') return 'explicit-deny';
  const required = requirementsOf(says, situation).find((one) => one.layer === layer)?.truth ?? 'yes';
  if (required === 'no') return 'implicit-deny';
  const isNobodyKnown = layer === 'identity' && situation.caller.kind === 'unknown';
  return deny === 'unknown' || isNobodyKnown || isOpen(layer, says, situation) ? 'unknown' : null;
}

/** Whether a requirement hangs on what isn't known of a layer. */
function isOpen(layer: PolicyLayer, says: Says, situation: Situation): boolean {
  const before = requirementsOf(says, situation);
  return FILLS.some((truth) =>
    requirementsOf(filled(says, layer, 'no', truth), situation).some(
      (one, index) => one.truth !== before[index]?.truth,
    ),
  );
}

const FILLS: readonly Truth[] = ['yes', 'no'];
