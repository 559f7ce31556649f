import { promises } from 'node:dns';

/** The wait is ours to end: c-ares would forget a question at its own limit, and an answer that comes later. */
const NEVER_MS = 600_000;

/** One c-ares resolver for each server, for all questions of a run. */
export interface Resolvers {
  /** Throws where the server is no address. */
  of(server: string): promises.Resolver;
  /** Leaves what is still being waited for. */
  close(): void;
}

export function openResolvers(): Resolvers {
  const open = new Map<string, promises.Resolver>();
  return {
    of(server) {
      const known = open.get(server);
      if (known) return known;
      const resolver = new promises.Resolver({ timeout: NEVER_MS, tries: 1 });
      resolver.setServers([server]);
      open.set(server, resolver);
      return resolver;
    },
    close() {
      for (const resolver of open.values()) resolver.cancel();
    },
  };
}
