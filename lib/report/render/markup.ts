import { plain } from './plain.ts';

declare const made: unique symbol;

/** Text that is safe where it stands. Only the tags below make it, so that nothing unescaped passes for it. */
export interface Markup {
  readonly [made]: true;
  readonly text: string;
}

type Inserted = string | number | Markup | readonly Markup[];

/** A template tag that escapes what is inserted, unless it is markup already. Lists of markup stand one after the other. */
const tagWith =
  (toSafe: (text: string) => string) =>
  (parts: TemplateStringsArray, ...inserted: readonly Inserted[]): Markup => {
    const texts = inserted.map((one) =>
      isMarkup(one) ? one.text : isList(one) ? one.map((item) => item.text).join('') : toSafe(String(one)),
    );
    return { text: parts.map((part, index) => part + (texts[index] ?? '')).join('') } as Markup;
  };

const isList = (one: Inserted): one is readonly Markup[] => Array.isArray(one);

const isMarkup = (one: Inserted): one is Markup => typeof one === 'object' && !isList(one);

const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** XML, for text and attributes. What XML 1.0 cannot hold at all becomes a visible escape. */
export const xml = tagWith((text) =>
  plain(text)
    .replace(/[\ud800-\udfff\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => XML[character] ?? ''),
);

/** Markdown, for running text: nothing inserted can start a heading, a link, bare URLs included, a table cell, HTML, or call a person by @name. */
export const md = tagWith((text) =>
  plain(text)
    .replace(/[\\`*_[\]<>|#~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('@', '&#64;')
    .replaceAll('://', '&#58;//')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}&#46;`),
);

/** One line of code in Markdown's running text, whatever is in it. */
export function mdCode(text: string): Markup {
  const safe = plain(text);
  const fence = '`'.repeat(longestRun(safe) + 1);
  const pad = fence.length > 1 ? ' ' : '';
  return { text: `${fence}${pad}${safe}${pad}${fence}` } as Markup;
}

/** A block of code in Markdown, to be copied as a whole. */
export function mdFence(text: string): Markup {
  const safe = plain(text);
  const fence = '`'.repeat(Math.max(3, longestRun(safe) + 1));
  return { text: `${fence}sh\n${safe}\n${fence}` } as Markup;
}

const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
