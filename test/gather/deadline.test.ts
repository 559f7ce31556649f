import { describe, expect, test } from '@jest/globals';
import { deadlineIn } from '../../lib/gather/deadline.ts';
import { virtualClock } from '../support/virtual-clock.ts';

describe('the deadline', () => {
  test('counts down on the given clock, and never below zero', async () => {
    const clock = virtualClock();
    const deadline = deadlineIn(1_000, clock);
    expect(deadline.remainingMs()).toBe(1_000);
    await clock.pass(600);
    expect(deadline.remainingMs()).toBe(400);
    expect(deadline.slice(3_000)).toBe(400);
    expect(deadline.slice(50)).toBe(50);
    await clock.pass(5_000);
    expect(deadline.remainingMs()).toBe(0);
  });

  test('a limit inside it is never further away than itself', async () => {
    const clock = virtualClock();
    const inner = deadlineIn(1_000, clock).within(5_000);
    await clock.pass(600);
    expect(inner.remainingMs()).toBe(400);
    expect(deadlineIn(9_000, clock).within(500).remainingMs()).toBe(500);
  });

  test('tells when it has ended, and not before', async () => {
    const clock = virtualClock();
    await expect(clock.until(deadlineIn(300, clock).ended('late'))).resolves.toBe('late');
    expect(clock.now()).toBe(300);
  });
});
