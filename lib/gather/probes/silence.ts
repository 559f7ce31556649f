/**
 * A SYN that got lost is sent again after one second, so silence means nothing before that:
 * a probe that waited less is `unfinished`, one that waited longer is `silent`.
 */
export const SILENCE_AFTER_MS = 1_200;

/** What an unanswered wait of so many milliseconds proves. */
export const unanswered = (waitedMs: number): 'silent' | 'unfinished' =>
  waitedMs >= SILENCE_AFTER_MS ? 'silent' : 'unfinished';
