import type { Lookup } from '../request.ts';
import { any, type Truth } from '../truth.ts';
import { meetsArn } from './arn.ts';
import { globMatches, tokensOf } from './glob.ts';
import { expand } from './variables.ts';

/** Whether one of the listed resources is the one asked for. Null as lookup: the document's variables are plain text. */
export const meetsResource = (wanted: readonly string[], asked: string | null, lookup: Lookup | null): Truth =>
  any(wanted.map((one) => meetsOne(one, asked, lookup)));

function meetsOne(wanted: string, asked: string | null, lookup: Lookup | null): Truth {
  // In a policy that is attached to a resource it means this one.
  if (/^\*+$/.test(wanted)) return 'yes';
  if (asked === null) return 'unknown';
  return meetsArn(expand(wanted, { wildcards: true, lookup, afterFifthColon: true }), asked, 'unknown');
}

/** Whether one of the listed actions is the one asked for: without case, its service included. */
export const meetsAction = (wanted: readonly string[], asked: string): Truth =>
  any(wanted.map((one) => globMatches(tokensOf(one.toLowerCase()), asked.toLowerCase())));
