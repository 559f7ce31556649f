/**
 * A SYN that got lost is sent again after one second, so silence means nothing before that, in milliseconds:
 * a probe that waited less is `unfinished`, one that waited longer is `silent`.
 */
export const SILENCE_AFTER_MS = 1_200;
