import { type Decimal, parseDecimal } from './decimal.ts';

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d))?)?)?$/;

/** A point in time as seconds since 1970: the W3C form of ISO 8601, or epoch seconds. Null for any other text. */
export function parseInstant(text: string): Decimal | null {
  const found = DATE.exec(text);
  // Four digits alone may be a year or seconds.
  if (!found) return /^\d{5,}$/.test(text) ? parseDecimal(text) : null;
  if (found[2] === undefined) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part)));
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const offset = minutesOf(found[8] ?? 'Z');
  if (!isSound(new Date(local), [year, month, day, hour, minute, second]) || offset === null) return null;
  const seconds = local / 1000 - offset * 60;
  return seconds < 0 && found[7] ? null : parseDecimal(`${seconds}.${found[7] ?? '0'}`);
}

/** A 30 February would silently be a day in March. */
const isSound = (date: Date, parts: readonly number[]): boolean =>
  [
    ...[date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()],
    ...[date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()],
  ].every((part, index) => part === parts[index]);

function minutesOf(zone: string): number | null {
  if (zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
