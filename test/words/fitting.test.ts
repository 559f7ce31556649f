import { expect, test } from '@jest/globals';
import { fitting, fittingLists } from '../../lib/words/fitting.ts';
import { shortList } from '../../lib/words/list-of.ts';

const LONG = 'x'.repeat(301);

test('the first wording that has no more than 300 characters is taken, else the last', () => {
  expect(fitting('x'.repeat(300), 'short')).toBe('x'.repeat(300));
  expect(fitting(LONG, 'short')).toBe('short');
  expect(fitting(LONG, `${LONG}y`)).toBe(`${LONG}y`);
});

test('lists get shorter until there is room', () => {
  const of = (length: number) =>
    fittingLists((most) =>
      shortList(
        ['a', 'b', 'c', 'd', 'e'].map((one) => one.repeat(length)),
        most,
      ),
    );
  expect(of(1)).toBe('a, b, c and 2 more');
  expect(of(100)).toBe(`${'a'.repeat(100)}, ${'b'.repeat(100)} and 3 more`);
  expect(of(200)).toBe(`${'a'.repeat(200)} and 4 more`);
});

test('a list of which only one may be named says how many more there are', () => {
  expect(shortList(['a', 'b'], 1)).toBe('a and 1 more');
  expect(shortList(['a'], 1)).toBe('a');
});
