import { describe, expect, test } from '@jest/globals';
import { pageText } from '../../lib/cli/page-text.ts';
import { terminalPaint } from '../../lib/cli/terminal-paint.ts';
import { noPaint, type Paint } from '../../lib/report/render/paint.ts';
import { columnsOf, wrap, wrapCommand } from '../../lib/report/render/wrap.ts';

const terminal = { isTTY: true, write: () => {} };
const pipe = { write: () => {} };

describe('colour', () => {
  test.each<[string, typeof terminal | typeof pipe, Record<string, string>, boolean]>([
    ['on a terminal', terminal, {}, true],
    ['on a terminal with an empty NO_COLOR', terminal, { NO_COLOR: '' }, true],
    ['not with NO_COLOR', terminal, { NO_COLOR: '1' }, false],
    ['not on a dumb terminal', terminal, { TERM: 'dumb' }, false],
    ['not in a pipe', pipe, {}, false],
    ['in a pipe with FORCE_COLOR', pipe, { FORCE_COLOR: '1' }, true],
    ['on a dumb terminal with FORCE_COLOR', terminal, { TERM: 'dumb', FORCE_COLOR: '1' }, true],
    ['not on a terminal with FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, false],
    ['not with both', pipe, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('is given %s', (_, output, env, isColoured) => {
    expect(terminalPaint(output, env).bad('x') !== 'x').toBe(isColoured);
  });
});

describe('the width', () => {
  test.each([
    [undefined, 80],
    [0, 80],
    [20, 40],
    [64, 64],
    [250, 100],
  ])('of a terminal of %s columns is %i', (columns, expected) => {
    expect(columnsOf(columns)).toBe(expected);
  });

  test('is kept by prose, and what it cannot hold stays whole', () => {
    expect(wrap('one two three', 9, '> ')).toEqual(['> one two', '  three']);
    expect(wrap('a arn:aws:something-long b', 10, '')).toEqual(['a', 'arn:aws:something-long', 'b']);
  });

  test('breaks no option from its value, and no quoted word', () => {
    const lines = wrapCommand(['aws', 'ec2', 'do-it', '--group-id', 'sg-1', '--switch', '--query', 'a b'], 24, '  ');
    expect(lines).toEqual(['  aws ec2 do-it \\', '    --group-id sg-1 \\', '    --switch \\', "    --query 'a b'"]);
  });
});

describe("a finding's page on a terminal", () => {
  const page = [
    '# A title',
    '',
    '`sg/x`',
    '',
    '**In short:** the packets of `sg-1` are dropped, as [this page](../y.md) says in',
    'a second line.',
    '',
    '## Fix',
    '',
    '> **Look first.** It affects',
    '> everybody.',
    '',
    '```sh',
    'aws ec2 do --it',
    '```',
    '',
    '- **Affects:** nobody',
    '  but you',
    '- **Undo:** none',
  ].join('\n');

  test('is prose without the signs of Markdown, and commands that can be copied', () => {
    expect(pageText(page, noPaint, 40)).toBe(
      [
        'A title',
        '',
        '  sg/x',
        '',
        '  In short: the packets of sg-1 are',
        '  dropped, as this page says in a second',
        '  line.',
        '',
        'Fix',
        '',
        '  Look first. It affects everybody.',
        '',
        '    aws ec2 do --it',
        '',
        '  - Affects: nobody but you',
        '  - Undo: none',
        '',
      ].join('\n'),
    );
  });

  test('has its headings and commands stand out', () => {
    const paint: Paint = { ...noPaint, strong: (text) => `<${text}>` };
    expect(pageText(page, paint, 80)).toContain('<Fix>');
    expect(pageText(page, paint, 80)).toContain('    <aws ec2 do --it>');
  });
});
