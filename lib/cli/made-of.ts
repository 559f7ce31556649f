import { UsageError } from '../model/errors.ts';

/**
 * What is made of a document that only looks like ours: a recording or a report that was cut, edited, or written by another
 * version breaks somewhere inside, and that is the document's fault and no bug of ours.
 */
export function madeOf<T>(source: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof Error && error.name === 'UsageError') throw error;
    const why = error instanceof Error ? error.name : 'unknown';
    throw new UsageError(
      `${source} is damaged, or was written by another version: not all of it is there (${why}). If this version wrote it just so, please report it`,
      { cause: error },
    );
  }
}
