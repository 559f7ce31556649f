/** More of a list than this nobody reads in a sentence. */
const MOST = 4;

/** "a, b, c"; of a long list its beginning, and how many more there are. */
export const shortList = (words: readonly string[]): string =>
  words.length <= MOST
    ? words.join(', ')
    : `${words.slice(0, MOST - 1).join(', ')} and ${words.length - MOST + 1} more`;

/** "a", "a and b", "a, b and c"; of a long list its beginning, and how many more there are. */
export function listOf(words: readonly string[]): string {
  if (words.length > MOST) return shortList(words);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
