import type { Report } from '../../model/report.ts';

/** What a first line adds where the report does not come straight from the world. */
export const notLive = ({ kind }: Report): string =>
  ({
    live: '',
    replayed: ' (replayed from a recording: no packet was sent)',
    offline: ' (offline, from files: no packet was sent)',
  })[kind];
