import type { Facts } from '../../lib/model/facts.ts';
import type { Recording } from '../lab/recordings.ts';
import { observationsIn } from './world.ts';

/** Times, and what is made anew for every run. */
const ANEW = new Set([
  'takenAt',
  'tookMs',
  'ttlSeconds',
  'dateHeader',
  'clockAheadMs',
  'notBefore',
  'notAfter',
  'fingerprint256',
  'requestId',
]);

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Lists are sets here: the order in which answers come, and how often an equal one comes, is no difference. */
function comparable(value: Json): Json {
  // Services quote the time in their sentences.
  if (typeof value === 'string') return value.replace(/\b\d{8}T\d{6}Z\b/g, 'TIME');
  if (Array.isArray(value)) return [...new Set(value.map((one) => JSON.stringify(comparable(one))))].toSorted();
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !ANEW.has(key));
  return Object.fromEntries(kept.map(([key, one]) => [key, comparable(one as Json)]));
}

/** Whose address the call happened to go to first is chance; that it went to one of those that were open is not. */
function withoutChance(facts: Facts): Json {
  const { secret, ...rest } = observationsIn(facts);
  const shown =
    secret.state === 'seen'
      ? { ...secret, value: { ...secret.value, remoteAddress: secret.value.remoteAddress !== null } }
      : secret;
  return JSON.parse(JSON.stringify({ ...rest, secret: shown }));
}

/** The facts that differ between two runs of one world, times and what is made anew aside, each with both values. */
export function differencesBetween(recorded: Recording, live: Recording): readonly string[] {
  return (['inside', 'outside'] as const).flatMap((vantage) => {
    const [before, now] = [recorded[vantage], live[vantage]].map(
      (facts) => withoutChance(facts) as Record<string, Json>,
    );
    return [...new Set([...Object.keys(before ?? {}), ...Object.keys(now ?? {})])].flatMap((fact) => {
      const [one, other] = [before, now].map((all) => JSON.stringify(comparable(all?.[fact] ?? null)));
      return one === other ? [] : [`${vantage}.${fact}: ${one} was recorded, and now it is ${other}`];
    });
  });
}
