import type { PolicyLayer } from '../../../model/policy-ruling.ts';
import type { Graded } from '../match/principal.ts';
import { all, any, not, type Truth } from '../truth.ts';
import type { Say } from './combine.ts';
import { anyGrade, type JudgedLayer } from './layer.ts';
import { applies, type Situation } from './situation.ts';

const whole = (truth: Truth): Graded => ({ direct: truth, role: 'no', account: 'no' });

/** What a layer says in a call: nothing where it doesn't apply, and what its absence means where there is none. */
export function sayOf(judged: JudgedLayer, situation: Situation): Say {
  const { layer, deny, allow, read } = judged;
  const does = applies(layer, situation);
  const isAbsent = read.levels === null && read.isRead;
  const allows = isAbsent ? whole(allowsWithout(layer, situation)) : allow;
  return { deny: all([does, deny]), allow: effective(layer, does, allows) };
}

function effective(layer: PolicyLayer, does: Truth, allow: Graded): Graded {
  if (layer === 'resource' || layer === 'key') return does === 'yes' ? allow : whole('no');
  const allows = anyGrade(allow);
  return whole(CAPS.includes(layer) ? any([not(does), allows]) : all([does, allows]));
}

/** They allow nothing by themselves: what isn't there stops nobody. */
const CAPS: readonly PolicyLayer[] = ['endpoint', 'scp', 'boundary', 'session'];

const allowsWithout = (layer: PolicyLayer, { caller }: Situation): Truth =>
  layer === 'session' && caller.kind === 'federated' ? 'no' : CAPS.includes(layer) ? 'yes' : 'no';
