import type { PolicyLayer, StatementRef } from '../../../model/policy-ruling.ts';
import { parseConditions } from './condition.ts';
import { parsePrincipal } from './principal.ts';
import { eachOf, type Fields, fieldsOf, inside, type Place, refuse, textsOf } from './reading.ts';
import type { ListElement, Statement } from './statement.ts';

/** Where a document stands among those of its layer. */
export type DocumentRef = Pick<StatementRef, 'layer' | 'level' | 'policy'>;

/**
 * The statements of a document. Refused, with layer and path, is only what AWS can't have stored.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language", "Access Analyzer policy check reference".
 */
export function parseDocument(document: unknown, ref: DocumentRef): readonly Statement[] {
  const root: Place = { layer: ref.layer, path: '' };
  const { Version: version, Statement: statements } = fieldsOf(parsed(document, root), root);
  if (version !== undefined && version !== CURRENT && version !== OLD) refuse(inside(root, 'Version'));
  const at = inside(root, 'Statement');
  if (statements === undefined) refuse(at);
  return eachOf(statements, at).map(([statement, place], index) =>
    parseStatement(fieldsOf(statement, place), place, { ...ref, index, sid: null }, version === CURRENT),
  );
}

/** AWS's answers hold some documents as JSON in a text. */
function parsed(document: unknown, place: Place): unknown {
  if (typeof document !== 'string') return document;
  try {
    return JSON.parse(document);
  } catch {
    return refuse(place);
  }
}

const CURRENT = '2012-10-17';
const OLD = '2008-10-17';

const ELEMENTS: ReadonlySet<string> = new Set([
  ...['Sid', 'Effect', 'Condition', 'Action', 'NotAction'],
  ...['Resource', 'NotResource', 'Principal', 'NotPrincipal'],
]);

function parseStatement(fields: Fields, place: Place, ref: StatementRef, hasVariables: boolean): Statement {
  // A misspelled Condition would be a statement without one.
  for (const name of Object.keys(fields)) if (!ELEMENTS.has(name)) refuse(inside(place, name));
  const { Effect: effect, Sid: sid } = fields;
  if (effect !== 'Allow' && effect !== 'Deny') return refuse(inside(place, 'Effect'));
  return {
    ref: { ...ref, sid: typeof sid === 'string' && sid !== '' ? sid : null },
    effect,
    principal: parsePrincipal(fields, place),
    action: parseList(fields, place, 'Action') ?? refuse(inside(place, 'Action')),
    resource:
      parseList(fields, place, 'Resource') ?? (mayLackResource(place.layer) ? null : refuse(inside(place, 'Resource'))),
    conditions: parseConditions(fields.Condition, inside(place, 'Condition')),
    hasVariables,
  };
}

const mayLackResource = (layer: PolicyLayer): boolean => layer === 'key';

function parseList(fields: Fields, place: Place, name: 'Action' | 'Resource'): ListElement | null {
  const [listed, except] = [fields[name], fields[`Not${name}`]];
  const at = inside(place, `Not${name}`);
  if (except === undefined)
    return listed === undefined ? null : { except: false, values: textsOf(listed, inside(place, name)) };
  return listed === undefined ? { except: true, values: textsOf(except, at) } : refuse(at);
}
