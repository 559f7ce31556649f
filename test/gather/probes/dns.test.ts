import { createSocket, type Socket } from 'node:dgram';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { decode, encode } from 'dns-packet';
import { askServer, probeEndpointDns, probeServiceDns } from '../../../lib/gather/probes/dns.ts';
import { openResolvers } from '../../../lib/gather/probes/resolvers.ts';
import { endingAt, patient } from '../../support/waits.ts';

const NAME = 'secretsmanager.eu-west-2.amazonaws.com';

/** What this host itself would say is not asked here. */
const lookup = async () => ({ outcome: 'no-address', code: null, addresses: [], tookMs: 0 }) as const;

describe('asking one DNS server', () => {
  const resolvers = openResolvers();
  let socket: Socket;
  let asked = 0;
  afterAll(() => resolvers.close());
  afterEach(() => {
    socket.close();
  });

  const serve = async (
    answer: (addresses: string[]) => { rcode: number; addresses: readonly string[] } | null | 'garbage',
    until = Promise.resolve(),
  ) => {
    asked = 0;
    socket = createSocket('udp4');
    socket.on('message', (message, from) => {
      asked += 1;
      const question = decode(message);
      const said = answer([]);
      if (said === null) return;
      const [first] = question.questions ?? [];
      const answers =
        said === 'garbage' || first?.type !== 'A'
          ? []
          : said.addresses.map((data) => ({ name: NAME, type: 'A' as const, ttl: 60, data }));
      const packet =
        said === 'garbage'
          ? Buffer.from('not a packet')
          : encode({
              type: 'response',
              id: question.id ?? 0,
              flags: 0x0180 | said.rcode,
              questions: question.questions ?? [],
              answers,
            });
      void until.then(() => socket.send(packet, from.port, from.address));
    });
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return `127.0.0.1:${socket.address().port}`;
  };

  test('gives addresses and the time to live', async () => {
    const server = await serve(() => ({ rcode: 0, addresses: ['10.0.1.100', '10.0.2.100'] }));
    expect(await askServer({ name: NAME, type: 'A', server }, patient, resolvers)).toMatchObject({
      outcome: 'answered',
      addresses: ['10.0.1.100', '10.0.2.100'],
      ttlSeconds: 60,
      server,
    });
  });

  test.each([
    [3, 'name-not-found', 'ENOTFOUND'],
    [0, 'no-address', 'ENODATA'],
    [2, 'server-failed', 'ESERVFAIL'],
    [5, 'refused', 'EREFUSED'],
    [1, 'server-failed', 'EFORMERR'],
    [4, 'server-failed', 'ENOTIMP'],
  ] as const)('response code %i is %s', async (rcode, outcome, code) => {
    const server = await serve(() => ({ rcode, addresses: [] }));
    expect(await askServer({ name: NAME, type: 'A', server }, patient, resolvers)).toMatchObject({
      outcome,
      code,
      addresses: [],
    });
  });

  test.each(['silent', 'unfinished'] as const)(
    'a server that never answers is %s, as the wait has shown',
    async (what) => {
      const server = await serve(() => null);
      const asking = askServer({ name: NAME, type: 'A', server }, endingAt('dns', what), resolvers);
      expect(await asking).toMatchObject({ outcome: what, code: 'ETIMEOUT' });
    },
  );

  test('a server that cannot be an address is an outcome, not an exception', async () => {
    await serve(() => null);
    expect(await askServer({ name: NAME, type: 'A', server: 'not an address' }, patient, resolvers)).toMatchObject({
      outcome: 'failed',
    });
  });

  test('every configured server is asked several times by itself', async () => {
    let turn = 0;
    const server = await serve(() => ({ rcode: 0, addresses: [turn++ % 2 === 0 ? '10.0.1.100' : '203.0.113.9'] }));
    const { queries } = await probeServiceDns(NAME, patient, resolvers, {
      servers: [server],
      lookup,
      startWatch: () => ({ waitedMs: () => 1 }),
    });
    const answers = new Set(queries.flatMap((query) => query.addresses));
    expect(answers).toEqual(new Set(['10.0.1.100', '203.0.113.9']));
    expect(asked).toBeGreaterThanOrEqual(4);
  });

  test('a lost packet is asked for again', async () => {
    let met = 0;
    const server = await serve(() => (met++ === 0 ? null : { rcode: 0, addresses: ['10.0.1.100'] }));
    expect((await askServer({ name: NAME, type: 'A', server }, patient, resolvers)).outcome).toBe('answered');
  });

  test('an answer that comes after the question was asked again still counts', async () => {
    const again = Promise.withResolvers<void>();
    const server = await serve(() => {
      if (asked === 1) return { rcode: 0, addresses: ['10.0.1.100'] };
      again.resolve();
      return null;
    }, again.promise);
    expect(await askServer({ name: NAME, type: 'A', server }, patient, resolvers)).toMatchObject({
      outcome: 'answered',
      addresses: ['10.0.1.100'],
    });
    expect(asked).toBe(2);
  });

  test.each([
    [1_000, 1],
    [999, 3],
  ])('a server that takes %i ms is asked %i times', async (tookMs, times) => {
    const server = await serve(() => ({ rcode: 0, addresses: ['10.0.1.100'] }));
    const startWatch = () => ({ waitedMs: () => tookMs });
    const { queries } = await probeServiceDns(NAME, patient, resolvers, { servers: [server], lookup, startWatch });
    const outcomes = queries.filter(({ type }) => type === 'A').map(({ outcome }) => outcome);
    expect(outcomes).toEqual(Array(times).fill('answered'));
  });

  test("the endpoint's own names are asked for both families", async () => {
    const server = await serve(() => ({ rcode: 0, addresses: ['10.0.1.100'] }));
    const { queries } = await probeEndpointDns(['vpce-1.example', 'vpce-1-a.example'], patient, resolvers, {
      servers: [server],
    });
    expect(queries.map((query) => `${query.name} ${query.type}`).toSorted()).toEqual([
      'vpce-1-a.example A',
      'vpce-1-a.example AAAA',
      'vpce-1.example A',
      'vpce-1.example AAAA',
    ]);
  });
});
