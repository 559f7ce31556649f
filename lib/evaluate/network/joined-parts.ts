import type { RulingPart } from '../../model/ruling.ts';

/** The same rule on the same or the next addresses is one part, however the route was cut. */
export function joinedParts(parts: readonly RulingPart[]): readonly RulingPart[] {
  const all: RulingPart[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    const isSame = last && last.effect === part.effect && JSON.stringify(last.rule) === JSON.stringify(part.rule);
    if (!isSame) all.push(part);
    else if (last.addresses.to + 1n === part.addresses.from)
      all[all.length - 1] = { ...last, addresses: { ...last.addresses, to: part.addresses.to } };
    else if (last.addresses.from !== part.addresses.from || last.addresses.to !== part.addresses.to) all.push(part);
  }
  return all;
}
