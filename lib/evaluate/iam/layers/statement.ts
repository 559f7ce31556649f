import type { Miss, NearMiss } from '../../../model/policy-ruling.ts';
import { holdsFor } from '../condition/condition.ts';
import type { ListElement, PrincipalElement, Statement } from '../document/statement.ts';
import { type Asker, GRADES, type Graded, isNotListed, meetsPrincipal } from '../match/principal.ts';
import { meetsAction, meetsResource } from '../match/resource.ts';
import type { PolicyRequest } from '../request.ts';
import { all, any, not, type Truth } from '../truth.ts';

/** A statement as it stands to a call. */
export interface Judged {
  readonly statement: Statement;
  /** Whether it is about the call, by how closely it names who calls. */
  readonly graded: Graded;
  readonly truth: Truth;
  /** Its parts that the call doesn't meet, or that aren't decided. */
  readonly misses: readonly (Miss & { readonly truth: Truth })[];
}

/** Whether a statement is about a call, part by part. A part that isn't makes the rest irrelevant, however little is known. */
export function judge(statement: Statement, request: PolicyRequest, asker: Asker): Judged {
  const { principal, action, resource, conditions } = statement;
  const variables = statement.hasVariables ? asker.lookup : null;
  const named = principal === null ? CALLER_OWN : principalOf(principal, asker);
  const does = listed(action, meetsAction(action.values, request.action));
  const to = resource === null ? 'no' : listed(resource, meetsResource(resource.values, request.resource, variables));
  const under = conditions.map((condition) => holdsFor(condition, { lookup: asker.lookup, variables }));
  const rest = all([does, to, ...under]);
  const grade = (truth: Truth): Truth => all([truth, rest]);
  const graded = { direct: grade(named.direct), role: grade(named.role), account: grade(named.account) };
  const misses = [
    { part: 'principal', asked: request.principal, ...wantedBy(principal), truth: anyOf(named) } as const,
    { part: 'action', asked: request.action, wanted: action.values, except: action.except, truth: does } as const,
    { part: 'resource', asked: request.resource, ...wantedOf(resource), truth: to } as const,
    ...conditions.map(({ written: operator, key, wanted }, index) => {
      const truth: Truth = under[index] ?? 'unknown';
      return { part: 'condition', operator, key, asked: asker.lookup(key), wanted, truth } as const;
    }),
  ].filter(({ truth }) => truth !== 'yes');
  return { statement, graded, truth: anyOf(graded), misses };
}

const anyOf = (graded: Graded): Truth => any(GRADES.map((grade) => graded[grade]));

const CALLER_OWN: Graded = { direct: 'yes', role: 'no', account: 'no' };

const principalOf = (principal: PrincipalElement, asker: Asker): Graded =>
  principal.except ? { ...CALLER_OWN, direct: isNotListed(principal, asker) } : meetsPrincipal(principal, asker);

/** What isn't in a list: of an empty one AWS says nothing. */
const listed = ({ except, values }: ListElement, met: Truth): Truth =>
  !except ? met : values.length === 0 ? 'unknown' : not(met);

const wantedOf = (
  element: ListElement | null,
): Pick<ListElement, 'except'> & { readonly wanted: readonly string[] } => ({
  wanted: element?.values ?? [],
  except: element?.except ?? false,
});

const wantedBy = (principal: PrincipalElement | null) =>
  wantedOf(principal && { except: principal.except, values: principal.entries.map(({ value }) => value) });

/** What a statement missed, or what of it isn't decided. */
export const missOf = ({ statement, misses }: Judged, wanted: Truth): NearMiss => ({
  statement: statement.ref,
  missed: misses.filter(({ truth }) => truth === wanted).map(({ truth: _, ...miss }) => miss),
});

/** How far a statement is from a call: another action is further than another resource, and that than a condition. */
export const distanceOf = ({ misses }: Judged): number =>
  misses.reduce((sum, { part, truth }) => sum + (truth === 'no' ? FAR[part] : FAR.open), 0);

const FAR = { action: 1_000_000, resource: 1000, principal: 1000, condition: 10, open: 1 };
