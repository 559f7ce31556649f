import { LOOKUP_OUTCOMES } from '../../errors/node-codes.ts';
import type { SystemLookup } from '../../model/dns.ts';

/** What getaddrinfo gave back: addresses, or an error by its code and number. */
export interface LookupAnswer {
  readonly code?: string | undefined;
  readonly errno?: number | undefined;
  readonly answers?: readonly { readonly address: string }[];
}

const EAI_NODATA = -3007;

/** The answer as a fact, without the time that it took. */
export function lookupOf({ code, errno, answers }: LookupAnswer): Omit<SystemLookup, 'tookMs'> {
  if (answers) return { outcome: 'answered', code: null, addresses: unique(answers.map(({ address }) => address)) };
  if (errno === EAI_NODATA) return { outcome: 'no-address', code: 'ENODATA', addresses: [] };
  return { outcome: LOOKUP_OUTCOMES[code ?? ''] ?? 'failed', code: code ?? null, addresses: [] };
}

const unique = (addresses: readonly string[]): readonly string[] => [...new Set(addresses)];
