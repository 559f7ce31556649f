import type { World } from '../lab/world.ts';

/** Everything in a world that must never show: values of secrets, the passwords inside them, credentials. */
export function secretsOf({ Secrets, Credentials, MetadataToken, Operator }: World): readonly string[] {
  const values = Object.values(Secrets).flatMap((secret) => (secret ? [secret.SecretString] : []));
  const passwords = values.map((value) => (JSON.parse(value) as { password: string }).password);
  return [
    ...values,
    ...passwords,
    ...Object.values(Credentials),
    MetadataToken,
    ...Object.values(Operator.Credentials),
  ];
}

/** The ways in which a value may stand in some output: plain, escaped, hex, and base64 at each of its three offsets. */
function disguisesOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const hex = bytes.toString('hex');
  // The first and last characters of base64 depend on the neighbours; what lies between does not.
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(Math.ceil((offset * 4) / 3), -1);
  });
  const escaped = JSON.stringify(value).slice(1, -1);
  return [
    ...new Set([
      value,
      escaped,
      JSON.stringify(escaped).slice(1, -1),
      encodeURIComponent(value),
      hex,
      hex.toUpperCase(),
      ...base64,
      ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    ]),
  ];
}

/** Which of the values stand anywhere in an output, in any disguise. */
export const leaksIn = (output: string, values: readonly string[]): readonly string[] =>
  values.flatMap(disguisesOf).filter((disguise) => output.includes(disguise));
