/** Runs jobs a few at a time, in order; results by key. A job that fails fails alone. */
export async function runPool<T>(
  jobs: ReadonlyMap<string, () => Promise<T>>,
  atOnce: number,
): Promise<ReadonlyMap<string, PromiseSettledResult<T>>> {
  const waiting = [...jobs];
  const results = new Map<string, PromiseSettledResult<T>>();
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [key, job] = next;
      const [result] = await Promise.allSettled([job()]);
      results.set(key, result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
