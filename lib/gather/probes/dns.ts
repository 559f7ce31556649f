import { getServers, promises } from 'node:dns';
import type { DnsOutcome, DnsQuery, EndpointDns, ServiceDns, VpcResolverDns } from '../../model/probes.ts';
import type { Waits } from '../waits.ts';
import { errorCodeOf } from './error-code.ts';
import { systemLookup } from './system-lookup.ts';

/** Amazon's resolver answers here in every VPC, whatever servers the DHCP options name. */
export const AMAZON_RESOLVER = '169.254.169.253';

/** How often each server is asked, to see an answer that changes from one question to the next. */
const SAMPLES = 3;

const RETRY_MS = 1_000;

/** The wait is ours to end: c-ares would forget a question at its own limit, and an answer that comes later. */
const NEVER_MS = 600_000;

const outcomeOf: Readonly<Record<string, DnsOutcome>> = {
  ENOTFOUND: 'name-not-found',
  ENODATA: 'no-address',
  ESERVFAIL: 'server-failed',
  EREFUSED: 'refused',
  EFORMERR: 'server-failed',
  ENOTIMP: 'server-failed',
  EBADRESP: 'failed',
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
};

type Question = Pick<DnsQuery, 'name' | 'type' | 'server'>;

/**
 * Asks one server one question, with real response codes and TTL. Every second it is asked beside, so that a lost packet costs
 * one; c-ares by itself forgets the earlier question then, and a slow answer to it.
 */
export function askServer(question: Question, waits: Waits): Promise<DnsQuery> {
  const started = performance.now();
  const resolvers: promises.Resolver[] = [];
  return new Promise((resolve) => {
    const finish = (answer: Answer) => {
      clearInterval(again);
      endWait();
      for (const resolver of resolvers) resolver.cancel();
      resolve({ ...question, ...answer, tookMs: performance.now() - started });
    };
    const ask = () => {
      const resolver = new promises.Resolver({ timeout: NEVER_MS, tries: 1 });
      resolvers.push(resolver);
      void askOnce(question, resolver).then((answer) => answer && finish(answer));
    };
    const again = setInterval(ask, RETRY_MS);
    const endWait = waits.start('dns', (outcome) => finish({ ...NO_ADDRESSES, outcome, code: 'ETIMEOUT' }));
    ask();
  });
}

type Answer = Omit<DnsQuery, keyof Question | 'tookMs'>;

const NO_ADDRESSES = { addresses: [], ttlSeconds: null } as const;

/** Null where nothing came, or where nobody waits any more. */
async function askOnce({ name, type, server }: Question, resolver: promises.Resolver): Promise<Answer | null> {
  try {
    resolver.setServers([server]);
    const records =
      type === 'A' ? await resolver.resolve4(name, { ttl: true }) : await resolver.resolve6(name, { ttl: true });
    return {
      outcome: 'answered',
      code: null,
      addresses: records.map((record) => record.address),
      ttlSeconds: Math.min(...records.map((record) => record.ttl)),
    };
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === 'ECANCELLED' || code === 'ETIMEOUT') return null;
    return { ...NO_ADDRESSES, outcome: outcomeOf[code ?? ''] ?? 'failed', code };
  }
}

/** How this host resolves `host`: as programs do, and by asking each configured server by itself. */
export async function probeServiceDns(
  host: string,
  waits: Waits,
  servers: readonly string[] = getServers(),
  lookup: typeof systemLookup = systemLookup,
): Promise<ServiceDns> {
  const [system, ...queries] = await Promise.all([
    lookup(host, waits),
    ...servers.map((server) => sample({ name: host, type: 'A', server }, waits)),
    ...servers.map((server) => askServer({ name: host, type: 'AAAA', server }, waits)),
  ]);
  return { host, system, queries: queries.flat() };
}

/** The same question to Amazon's resolver. Silence there proves nothing: outside a VPC it does not exist. */
export async function probeVpcResolverDns(host: string, waits: Waits): Promise<VpcResolverDns> {
  return { queries: [await askServer({ name: host, type: 'A', server: AMAZON_RESOLVER }, waits)] };
}

/** The addresses behind the endpoint's own names, asked of every configured server. */
export async function probeEndpointDns(
  names: readonly string[],
  waits: Waits,
  servers: readonly string[] = getServers(),
): Promise<EndpointDns> {
  const questions = names.flatMap((name) =>
    servers.flatMap((server) => [{ name, type: 'A', server } as const, { name, type: 'AAAA', server } as const]),
  );
  return { queries: await Promise.all(questions.map((question) => askServer(question, waits))) };
}

/** Asks once more while answers come quickly: one that takes its time would keep everything else waiting. */
async function sample(question: Question, waits: Waits): Promise<readonly DnsQuery[]> {
  const answers = [await askServer(question, waits)];
  const isQuick = (last = answers.at(-1)) => last !== undefined && last.tookMs < RETRY_MS;
  while (answers.length < SAMPLES && isQuick()) answers.push(await askServer(question, waits));
  return answers;
}
