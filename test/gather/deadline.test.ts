import { describe, expect, test } from '@jest/globals';
import { deadlineIn } from '../../lib/gather/deadline.ts';

describe('the deadline', () => {
  test('counts down on the given clock, and never below zero', () => {
    let now = 100;
    const deadline = deadlineIn(1_000, () => now);
    expect(deadline.remainingMs()).toBe(1_000);
    now = 700;
    expect(deadline.remainingMs()).toBe(400);
    expect(deadline.slice(3_000)).toBe(400);
    expect(deadline.slice(50)).toBe(50);
    now = 5_000;
    expect(deadline.remainingMs()).toBe(0);
  });

  test('a limit inside it is never further away than itself', () => {
    let now = 0;
    const outer = deadlineIn(1_000, () => now);
    const inner = outer.within(5_000);
    now = 600;
    expect(inner.remainingMs()).toBe(400);
    expect(
      deadlineIn(9_000, () => now)
        .within(500)
        .remainingMs(),
    ).toBe(500);
  });
});
