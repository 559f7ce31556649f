import { SILENCE_AFTER_MS } from '../../model/silence.ts';

/** What an unanswered wait of so many milliseconds proves. */
export const unanswered = (waitedMs: number): 'silent' | 'unfinished' =>
  waitedMs >= SILENCE_AFTER_MS ? 'silent' : 'unfinished';
