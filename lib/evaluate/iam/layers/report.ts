import type {
  LayerEffect,
  LayerRuling,
  PolicyLayer,
  PolicyReason,
  StatementRef,
} from '../../../model/policy-ruling.ts';
import { allowsOf, anyGrade, type JudgedLayer } from './layer.ts';
import type { Situation } from './situation.ts';
import { distanceOf, type Judged, missOf } from './statement.ts';

/** What a layer's ruling is made of: which statement, and why. */
export function reportLayer(
  layer: PolicyLayer,
  effect: LayerEffect,
  judged: JudgedLayer | null,
  situation: Situation,
): LayerRuling {
  const [statement, because] =
    judged === null
      ? ([null, NOT_READ] as const)
      : effect === 'explicit-deny'
        ? denied(judged)
        : effect === 'implicit-deny'
          ? ([null, missing(judged, situation)] as const)
          : open(judged);
  return { layer, effect, statement, because };
}

type Why = readonly [statement: StatementRef | null, because: PolicyReason];

const NOT_READ: PolicyReason = { kind: 'not-read' };

function denied({ levels }: JudgedLayer): Why {
  const found = levels.flat().find(({ statement, truth }) => statement.effect === 'Deny' && truth === 'yes');
  return [found?.statement.ref ?? null, { kind: 'statement-denies' }];
}

function missing({ layer, levels, read }: JudgedLayer, { caller }: Situation): PolicyReason {
  if (read.levels === null)
    return layer === 'session' && caller.kind === 'federated'
      ? { kind: 'no-session-policy' }
      : { kind: 'no-policy', level: null };
  const short = levels.findIndex((level) => allowsOf(level).every(({ truth }) => truth === 'no'));
  const level = levels[short] ?? [];
  if (level.length === 0) return { kind: 'no-policy', level: layer === 'scp' ? short : null };
  return { kind: 'no-statement-allows', nearest: nearestOf(allowsOf(level)) };
}

/** Of several that are as near, the first. */
function nearestOf(statements: readonly Judged[]) {
  const [first, ...others] = statements;
  if (!first) return null;
  const nearest = others.reduce((best, one) => (distanceOf(one) < distanceOf(best) ? one : best), first);
  return missOf(nearest, 'no');
}

function open(judged: JudgedLayer): Why {
  const { levels, read, deny } = judged;
  if (!read.isRead) return [null, NOT_READ];
  const effect = deny === 'unknown' ? 'Deny' : 'Allow';
  const found = levels.flat().find((one) => one.statement.effect === effect && one.truth === 'unknown');
  if (found) return [found.statement.ref, { kind: 'undecided', open: missOf(found, 'unknown') }];
  // Its statements are clear: whether they are about this caller isn't.
  return [null, { kind: 'principal-not-known' }];
}

/** The statement that lets a call pass: the resource's, where it names the caller so that no other is needed. */
export function allowing(target: JudgedLayer, identity: JudgedLayer, { caller, isSameAccount }: Situation): Why {
  const by = (judged: JudgedLayer, meets: (one: Judged) => boolean): StatementRef | undefined =>
    judged.levels.flatMap(allowsOf).find(meets)?.statement.ref;
  const hasOwn = anyGrade(identity.allow) === 'yes' && !['root', 'service', 'anonymous'].includes(caller.kind);
  const named =
    isSameAccount || !hasOwn
      ? (by(target, ({ graded }) => graded.direct === 'yes') ?? by(target, ({ graded }) => graded.role === 'yes'))
      : undefined;
  const own = hasOwn ? by(identity, ({ truth }) => truth === 'yes') : undefined;
  const found = named ?? own ?? by(target, ({ truth }) => truth === 'yes') ?? null;
  return [found, found === null ? { kind: 'root-user' } : { kind: 'statement-allows' }];
}
