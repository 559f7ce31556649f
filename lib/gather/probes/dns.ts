import { getServers, promises } from 'node:dns';
import type { DnsOutcome, DnsQuery, EndpointDns, ServiceDns, VpcResolverDns } from '../../model/facts.ts';
import { errorCodeOf } from './error-code.ts';
import { unanswered } from './silence.ts';
import { systemLookup } from './system-lookup.ts';

/** Amazon's resolver answers here in every VPC, whatever servers the DHCP options name. */
export const AMAZON_RESOLVER = '169.254.169.253';

/** How often each server is asked, to see an answer that changes from one question to the next. */
const SAMPLES = 3;

const RETRY_MS = 1_000;

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

/** Asks one server one question, with real response codes and TTL, and gives up after `timeoutMs`. */
export async function askServer(question: Question, timeoutMs: number): Promise<DnsQuery> {
  const started = performance.now();
  // A lost packet is asked again after a second. c-ares waits up to several times its timeout, so the limit is ours.
  const resolver = new promises.Resolver({ timeout: RETRY_MS, tries: 3 });
  const timer = setTimeout(() => resolver.cancel(), timeoutMs);
  const answer = (outcome: DnsOutcome, rest: Partial<DnsQuery> = {}): DnsQuery => ({
    ...question,
    outcome,
    code: null,
    addresses: [],
    ttlSeconds: null,
    tookMs: performance.now() - started,
    ...rest,
  });
  try {
    resolver.setServers([question.server]);
    const records =
      question.type === 'A'
        ? await resolver.resolve4(question.name, { ttl: true })
        : await resolver.resolve6(question.name, { ttl: true });
    return answer('answered', {
      addresses: records.map((record) => record.address),
      ttlSeconds: Math.min(...records.map((record) => record.ttl)),
    });
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === 'ECANCELLED' || code === 'ETIMEOUT') {
      return answer(unanswered(performance.now() - started), { code: 'ETIMEOUT' });
    }
    return answer(outcomeOf[code ?? ''] ?? 'failed', { code });
  } finally {
    clearTimeout(timer);
  }
}

/** How this host resolves `host`: as programs do, and by asking each configured server by itself. */
export async function probeServiceDns(
  host: string,
  timeoutMs: number,
  servers: readonly string[] = getServers(),
): Promise<ServiceDns> {
  const [system, ...queries] = await Promise.all([
    systemLookup(host, timeoutMs),
    ...servers.map((server) => sample({ name: host, type: 'A', server }, timeoutMs)),
    ...servers.map((server) => askServer({ name: host, type: 'AAAA', server }, timeoutMs)),
  ]);
  return { host, system, queries: queries.flat() };
}

/** The same question to Amazon's resolver. Silence there proves nothing: outside a VPC it does not exist. */
export async function probeVpcResolverDns(host: string, timeoutMs: number): Promise<VpcResolverDns> {
  return { queries: [await askServer({ name: host, type: 'A', server: AMAZON_RESOLVER }, timeoutMs)] };
}

/** The addresses behind the endpoint's own names, asked of every configured server. */
export async function probeEndpointDns(
  names: readonly string[],
  timeoutMs: number,
  servers: readonly string[] = getServers(),
): Promise<EndpointDns> {
  const questions = names.flatMap((name) =>
    servers.flatMap((server) => [{ name, type: 'A', server } as const, { name, type: 'AAAA', server } as const]),
  );
  return { queries: await Promise.all(questions.map((question) => askServer(question, timeoutMs))) };
}

async function sample(question: Question, timeoutMs: number): Promise<readonly DnsQuery[]> {
  const end = performance.now() + timeoutMs;
  const answers = [await askServer(question, timeoutMs)];
  const left = () => end - performance.now();
  // A server that is slow would not answer once more in what is left, and that would look like silence.
  const isTimely = (last = answers.at(-1)) => last !== undefined && last.outcome !== 'silent' && last.tookMs < left();
  while (answers.length < SAMPLES && isTimely()) answers.push(await askServer(question, left()));
  return answers;
}
