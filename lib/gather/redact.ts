/** Access key ids, long-term and temporary. */
const ACCESS_KEY_ID = /\b(?:AKIA|ASIA|A3T[A-Z0-9])[A-Z0-9]{12,}\b/g;

const SIGNATURE = /\b(Signature=)[0-9a-f]{16,}/gi;

/** From here on a service quotes the signed request, session token included, or an opaque blob. */
const QUOTED_REQUEST = /The Canonical String|Encoded authorization failure message|The String-to-Sign/i;

const LONGEST_TEXT = 1_000;

/** More of a text is not even looked at: a sentence of a service is short. */
const LONGEST_READ = 64_000;

/** A service's sentence without credentials in it; `known` are values that must never show. */
export function redact(text: string, known: readonly (string | undefined)[]): string {
  const hidden = known.filter((value): value is string => value !== undefined && value.length >= 8);
  const disguised = hidden.flatMap((value) => [
    value,
    encodeURIComponent(value),
    Buffer.from(value).toString('base64'),
  ]);
  // Known values first, and everywhere: a cut through one of them would leave a half of it.
  const plain = disguised.reduce((rest, value) => rest.replaceAll(value, '[redacted]'), text).slice(0, LONGEST_READ);
  const quoted = plain.search(QUOTED_REQUEST);
  return (quoted < 0 ? plain : plain.slice(0, quoted).trimEnd())
    .replace(ACCESS_KEY_ID, '[redacted]')
    .replace(SIGNATURE, '$1[redacted]')
    .slice(0, LONGEST_TEXT);
}
