import { describe, expect, test } from '@jest/globals';
import { unanswered } from '../../../lib/gather/probes/silence.ts';
import { SILENCE_AFTER_MS } from '../../../lib/model/silence.ts';

describe('silence', () => {
  test('is claimed only after a lost packet would have been sent again', () => {
    expect(unanswered(1_000)).toBe('unfinished');
    expect(unanswered(SILENCE_AFTER_MS)).toBe('silent');
    expect(SILENCE_AFTER_MS).toBeGreaterThan(1_000);
  });
});
