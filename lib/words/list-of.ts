/** More of a list than this nobody reads in a sentence. */
const MOST = 4;

/** "a, b, c"; of a long list its beginning, and how many more there are. */
export const shortList = (words: readonly string[], most = MOST): string =>
  words.length <= most
    ? words.join(', ')
    : `${words.slice(0, Math.max(1, most - 1)).join(', ')} and ${words.length - Math.max(1, most - 1)} more`;

/** "a", "a and b", "a, b and c"; of a long list its beginning, and how many more there are. */
export function listOf(words: readonly string[]): string {
  if (words.length > MOST) return shortList(words);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
