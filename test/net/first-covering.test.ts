import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { firstCovering } from '../../lib/net/first-covering.ts';
import { holds, portRange, type Range } from '../../lib/net/range.ts';

const anyRange = (most: number): fc.Arbitrary<Range> =>
  fc.tuple(fc.nat(most), fc.nat(most)).map(([one, other]) => portRange(Math.min(one, other), Math.max(one, other)));

const shown = (whole: Range, rules: readonly Range[]) =>
  firstCovering(whole, rules).map(({ from, to, rule }) => `${from}-${to}: ${rule ? rules.indexOf(rule) : 'none'}`);

describe('the first rule that covers', () => {
  test('each number of a range is the one that a search finds, and parts are whole, in order and as few as can be', () => {
    const property = fc.property(anyRange(60), fc.array(anyRange(60), { maxLength: 12 }), (whole, rules) => {
      const parts = firstCovering(whole, rules);
      expect(parts.at(0)?.from).toBe(whole.from);
      expect(parts.at(-1)?.to).toBe(whole.to);
      for (const [at, part] of parts.entries()) {
        const before = parts[at - 1];
        if (before) expect([part.from, part.rule === before.rule]).toEqual([before.to + 1n, false]);
        for (let value = part.from; value <= part.to; value += 1n)
          expect(part.rule).toBe(rules.find((rule) => holds(rule, value)) ?? null);
      }
    });
    fc.assert(property, { numRuns: 500 });
  });

  test.each<[string, readonly Range[], readonly string[]]>([
    ['no rules', [], ['1-9: none']],
    ['a rule that covers it', [portRange(0, 10)], ['1-9: 0']],
    ['rules beside it', [portRange(0, 0), portRange(10, 12)], ['1-9: none']],
    ['a rule in its middle', [portRange(4, 5)], ['1-3: none', '4-5: 0', '6-9: none']],
    ['a first rule inside a second', [portRange(4, 5), portRange(0, 20)], ['1-3: 1', '4-5: 0', '6-9: 1']],
    ['a second rule inside a first', [portRange(0, 20), portRange(4, 5)], ['1-9: 0']],
    ['rules that follow each other', [portRange(1, 4), portRange(5, 9)], ['1-4: 0', '5-9: 1']],
    ['rules that overlap', [portRange(3, 6), portRange(5, 9)], ['1-2: none', '3-6: 0', '7-9: 1']],
  ])('from 1 to 9 by %s', (_, rules, expected) => {
    expect(shown(portRange(1, 9), rules)).toEqual(expected);
  });

  /** Counts how often the rules' ends are looked at. */
  function looksFor(count: number): number {
    let looks = 0;
    const rules = Array.from({ length: count }, (_, index): Range => {
      const from = BigInt((index * 7_919) % (count * 4));
      const to = from + BigInt((index * 31) % 997);
      return {
        get from() {
          looks += 1;
          return from;
        },
        get to() {
          looks += 1;
          return to;
        },
      };
    });
    firstCovering({ from: 0n, to: BigInt(count * 8) }, rules);
    return looks;
  }

  test('takes at most twelve times the steps for ten times the rules', () => {
    expect(looksFor(10_000)).toBeLessThanOrEqual(12 * looksFor(1_000));
  });
});
