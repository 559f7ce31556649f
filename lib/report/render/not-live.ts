import type { Vantage } from '../../model/target.ts';

/** What a first line adds where the report does not come straight from the world. */
export const notLive = ({ kind }: Vantage): string =>
  ({
    live: '',
    replayed: ' (replayed from a recording: no packet was sent)',
    offline: ' (offline, from a recording: no packet was sent)',
  })[kind];
