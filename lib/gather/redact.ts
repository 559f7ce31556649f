/** Access key ids, long-term and temporary. */
const ACCESS_KEY_ID = /\b(?:AKIA|ASIA|A3T[A-Z0-9])[A-Z0-9]{12,}\b/g;

const SIGNATURE = /\b(Signature=)[0-9a-f]{16,}/gi;

/** From here on a service quotes the signed request, session token included, or an opaque blob. */
const QUOTED_REQUEST = /\s*(?:The Canonical String|Encoded authorization failure message|The String-to-Sign)[\s\S]*$/i;

const LONGEST_TEXT = 1_000;

/** A service's sentence without credentials in it; `known` are values that must never show. */
export function redact(text: string, known: readonly (string | undefined)[]): string {
  const hidden = known.filter((value): value is string => value !== undefined && value.length >= 8);
  const disguised = hidden.flatMap((value) => [
    value,
    encodeURIComponent(value),
    Buffer.from(value).toString('base64'),
  ]);
  const plain = disguised.reduce((rest, value) => rest.replaceAll(value, '[redacted]'), text);
  return plain
    .replace(QUOTED_REQUEST, '')
    .replace(ACCESS_KEY_ID, '[redacted]')
    .replace(SIGNATURE, '$1[redacted]')
    .slice(0, LONGEST_TEXT);
}
