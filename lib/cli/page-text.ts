import type { Paint } from '../report/render/paint.ts';
import { wrap } from '../report/render/wrap.ts';

/** A part of a page that stands by itself: a paragraph, an item of a list, a heading, or one line of a command. */
interface Block {
  readonly kind: 'text' | 'heading' | 'code';
  readonly lines: readonly string[];
}

/** A page, which is Markdown of our own, for a terminal: headings and commands stand out, links are their words, prose fits. */
export function pageText(markdown: string, paint: Paint, columns: number): string {
  const lines = blocksOf(markdown).flatMap((block) => linesOf(block, paint, columns));
  const text = lines.filter((line, at) => line !== '' || lines[at - 1] !== '').join('\n');
  return `${text.trim()}\n`;
}

/** A line that begins a block of its own. */
const BEGINS = /^(#|- |\d+\. |\||$)/;

function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let isCode = false;
  for (const quoted of markdown.split('\n')) {
    const line = quoted.replace(/^> ?/, '');
    const last = blocks.at(-1);
    if (/^\s*```/.test(line)) {
      isCode = !isCode;
      blocks.push({ kind: 'text', lines: [] });
    } else if (isCode) blocks.push({ kind: 'code', lines: [line] });
    else if (line.startsWith('#')) blocks.push({ kind: 'heading', lines: [line] });
    else if (last?.kind === 'text' && last.lines.length > 0 && last.lines[0] !== '' && !BEGINS.test(line))
      blocks.splice(-1, 1, { ...last, lines: [...last.lines, line.trim()] });
    else blocks.push({ kind: 'text', lines: [line.trim()] });
  }
  return blocks;
}

function linesOf({ kind, lines }: Block, paint: Paint, columns: number): readonly string[] {
  const text = lines.join(' ');
  if (kind === 'code') return [`    ${paint.strong(text)}`];
  if (kind === 'heading') return ['', paint.strong(wordsOf(text.replace(/^#+ /, ''))), ''];
  const [sign = ''] = /^(- |\d+\. )/.exec(text) ?? [];
  return text === '' ? [''] : wrap(wordsOf(text.slice(sign.length)), columns, `  ${sign}`);
}

/** Without the signs of Markdown. */
const wordsOf = (text: string): string =>
  text
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/`|\*\*/g, '')
    .replaceAll(/(^|\s)[*_]([^*_]+)[*_](?=\W|$)/g, '$1$2');
