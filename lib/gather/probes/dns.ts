import { getServers } from 'node:dns';
import { DNS_OUTCOMES } from '../../errors/node-codes.ts';
import type { DnsOutcome, DnsQuery, EndpointDns, ServiceDns, SystemLookup, VpcResolverDns } from '../../model/dns.ts';
import { startStopwatch } from '../stopwatch.ts';
import type { Waits } from '../waits.ts';
import { errorCodeOf } from './error-code.ts';
import { openResolvers, type Resolvers } from './resolvers.ts';
import { systemLookup } from './system-lookup.ts';

/** Amazon's resolver answers here in every VPC, whatever servers the DHCP options name. */
export const AMAZON_RESOLVER = '169.254.169.253';

/** How often each server is asked, to see an answer that changes from one question to the next. */
const SAMPLES = 3;

const RETRY_MS = 1_000;

/** What a server answers, whatever the answer is: it is there, and it takes questions. */
const ANSWERS: ReadonlySet<DnsOutcome> = new Set(['answered', 'name-not-found', 'no-address']);

type Question = Pick<DnsQuery, 'name' | 'type' | 'server'>;

/**
 * Asks one server one question, with real response codes and TTL. Every second it is asked again, so that a lost packet costs
 * one; the earlier question still counts, and a slow answer to it.
 */
export function askServer(
  question: Question,
  waits: Waits,
  resolvers: Resolvers,
  startWatch = startStopwatch,
): Promise<DnsQuery> {
  const watch = startWatch();
  return new Promise((resolve) => {
    const finish = (answer: Answer) => {
      clearInterval(again);
      endWait();
      resolve({ ...question, ...answer, tookMs: watch.waitedMs() });
    };
    const ask = () => {
      void askOnce(question, resolvers).then((answer) => answer && finish(answer));
    };
    const again = setInterval(ask, RETRY_MS);
    const endWait = waits.start('dns', (outcome) => finish({ ...NO_ADDRESSES, outcome, code: 'ETIMEOUT' }));
    ask();
  });
}

type Answer = Omit<DnsQuery, keyof Question | 'tookMs'>;

const NO_ADDRESSES = { addresses: [], ttlSeconds: null } as const;

/** Null where nothing came, or where nobody waits any more. */
async function askOnce({ name, type, server }: Question, resolvers: Resolvers): Promise<Answer | null> {
  try {
    const resolver = resolvers.of(server);
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
    return { ...NO_ADDRESSES, outcome: DNS_OUTCOMES[code ?? ''] ?? 'failed', code };
  }
}

type Ask = (question: Question) => Promise<DnsQuery>;

/** The first questions for a name, to every server and for both families; and whether all of them are answered. */
function firstQuestions(name: string, servers: readonly string[], askOf: Ask) {
  const ask = (type: DnsQuery['type']) => servers.map((server) => askOf({ name, type, server }));
  const [forIpv4, forIpv6] = [ask('A'), ask('AAAA')];
  const allAnswer = Promise.all([...forIpv4, ...forIpv6]).then(
    (all) => all.length > 0 && all.every(({ outcome }) => ANSWERS.has(outcome)),
  );
  return { forIpv4, forIpv6, allAnswer };
}

/** How this host resolves `host`: as programs do, and by asking each configured server by itself. */
export async function probeServiceDns(
  host: string,
  waits: Waits,
  resolvers: Resolvers,
  { servers = getServers(), lookup = systemLookup, startWatch }: Asked = {},
): Promise<ServiceDns> {
  const ask: Ask = (question) => askServer(question, waits, resolvers, startWatch);
  const { forIpv4, forIpv6, allAnswer } = firstQuestions(host, servers, ask);
  const [system, samples, ...others] = await Promise.all([
    lookup(host, waits, allAnswer),
    Promise.all(forIpv4.map((first) => sample(first, ask))),
    ...forIpv6,
  ]);
  return { host, system, queries: [...samples.flat(), ...others] };
}

/** Who is asked, and what measures them; tests bring their own. */
interface Asked {
  readonly servers?: readonly string[];
  readonly lookup?: typeof systemLookup;
  readonly startWatch?: typeof startStopwatch;
}

/** What programs on this host get for a name, and nothing more. */
export async function lookUp(host: string, waits: Waits): Promise<SystemLookup> {
  const resolvers = openResolvers();
  const ask: Ask = (question) => askServer(question, waits, resolvers);
  const { allAnswer } = firstQuestions(host, getServers(), ask);
  const answer = await systemLookup(host, waits, allAnswer);
  resolvers.close();
  return answer;
}

/** The same question to Amazon's resolver. Silence there proves nothing: outside a VPC it does not exist. */
export async function probeVpcResolverDns(host: string, waits: Waits, resolvers: Resolvers): Promise<VpcResolverDns> {
  return { queries: [await askServer({ name: host, type: 'A', server: AMAZON_RESOLVER }, waits, resolvers)] };
}

/** The addresses behind the endpoint's own names, asked of every configured server. */
export async function probeEndpointDns(
  names: readonly string[],
  waits: Waits,
  resolvers: Resolvers,
  { servers = getServers() }: Asked = {},
): Promise<EndpointDns> {
  const questions = names.flatMap((name) =>
    servers.flatMap((server) => [{ name, type: 'A', server } as const, { name, type: 'AAAA', server } as const]),
  );
  return { queries: await Promise.all(questions.map((question) => askServer(question, waits, resolvers))) };
}

/** Asks once more while answers come quickly: one that takes its time would keep everything else waiting. */
async function sample(first: Promise<DnsQuery>, ask: Ask): Promise<readonly DnsQuery[]> {
  const answers = [await first];
  for (let last = answers[0]; last && last.tookMs < RETRY_MS && answers.length < SAMPLES; last = answers.at(-1)) {
    const { name, type, server } = last;
    answers.push(await ask({ name, type, server }));
  }
  return answers;
}
