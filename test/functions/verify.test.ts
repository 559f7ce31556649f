import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import fc from 'fast-check';
import { parseEvent } from '../../functions/verify/event.ts';
import { handlerBy } from '../../functions/verify/handler.ts';
import type { Facts } from '../../lib/model/facts.ts';
import type { Report } from '../../lib/model/report.ts';
import { verify } from '../../lib/run/verify.ts';
import { type Probes, probes, type Steps } from '../support/probes.ts';
import { unread } from '../support/world.ts';

const context = (remainingMs = 10_000): Context =>
  ({
    functionName: 'verify-a',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-2:111122223333:function:verify-a',
    memoryLimitInMB: '512',
    awsRequestId: '00000000-0000-4000-8000-000000000000',
    getRemainingTimeInMillis: () => remainingMs,
  }) as Context;

/** The function in a world in which the secret is refused, or one that is given. */
const functionIn = (change: Partial<Probes & Steps> = { secret: async () => unread('silent') }) =>
  handlerBy((request) => verify({ ...request, source: null }, { probes: probes(change) }));
const handler = functionIn();

const KEPT = { ...process.env };
const logged: string[] = [];

beforeEach(() => {
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-2',
    VPCE_DOCTOR_SECRET_ID: 'arn:aws:secretsmanager:eu-west-2:111122223333:secret:canary-AbCdEf',
  });
  logged.length = 0;
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => logged.push(String(text)) > 0);
});
afterEach(() => {
  process.env = { ...KEPT };
  jest.restoreAllMocks();
});

describe('the verify function', () => {
  test('answers an empty event with a report on its own canary', async () => {
    const report = (await handler({}, context())) as Report;
    expect(report).toMatchObject({
      schema: 2,
      kind: 'live',
      runs: [
        {
          target: { canary: true, identity: 'verifier', host: 'secretsmanager.eu-west-2.amazonaws.com' },
          functionName: 'verify-a',
          accountId: '111122223333',
        },
      ],
    });
    expect(report.verdict).not.toBe('connected');
  });

  test('asks for no other secret than the canary, and says what would let it', async () => {
    await expect(handler({ secretId: 'prod/db' }, context())).rejects.toThrow(
      /only its own canary; .* set VPCE_DOCTOR_ALLOW=secrets/,
    );
    process.env.VPCE_DOCTOR_ALLOW = 'configuration';
    await expect(handler({ secretId: 'prod/db' }, context())).rejects.toThrow(/only its own canary/);
    const { VPCE_DOCTOR_SECRET_ID: secretId } = process.env;
    expect(await handler({ secretId }, context())).toMatchObject({ runs: [{ target: { canary: true } }] });
  });

  test('allows nothing that it does not know', async () => {
    process.env.VPCE_DOCTOR_ALLOW = 'secrets, everything';
    await expect(handler({}, context())).rejects.toThrow('VPCE_DOCTOR_ALLOW takes secrets and configuration');
  });

  test.each([
    [undefined, null],
    ['secrets', null],
    ['secrets, configuration', { functionName: 'verify-a' }],
  ])('with VPCE_DOCTOR_ALLOW as %s, mode facts reads for the source %j', async (allow, source) => {
    if (allow !== undefined) process.env.VPCE_DOCTOR_ALLOW = allow;
    const asked: unknown[] = [];
    const looking = handlerBy((request) => {
      asked.push(request.source);
      return verify({ ...request, source: null }, { probes: probes() });
    });
    await looking({ mode: 'facts' }, context());
    await looking({}, context());
    expect(asked).toEqual([source, { functionName: 'verify-a' }]);
  });

  test("another secret than the canary is a workload's, where it is allowed", async () => {
    process.env.VPCE_DOCTOR_ALLOW = 'secrets';
    const report = (await handler({ secretId: 'prod/db' }, context())) as Report;
    expect(report.runs[0]?.target).toMatchObject({ canary: false, secretId: 'prod/db' });
  });

  test('answers with the facts where they are asked for', async () => {
    const facts = (await handler({ mode: 'facts' }, context())) as Facts;
    expect(facts).toMatchObject({ schema: 2, runs: [{ probes: { serviceDns: { state: 'seen' } } }] });
  });

  test('keeps some of its time back to answer in, and looks no longer than the rest', async () => {
    let givenMs = 0;
    const looking = handlerBy((request) => {
      givenMs = request.deadline.remainingMs();
      return verify({ ...request, source: null }, { probes: probes() });
    });
    await looking({}, context(100_000));
    expect(givenMs).toBeGreaterThan(0);
    expect(givenMs).toBeLessThanOrEqual(99_700);
  });

  test.each([30, 0])('with only %i ms left it still reports, and says that nothing was proven', async (remainingMs) => {
    const never = () => new Promise<never>(() => {});
    const report = (await functionIn({ serviceDns: never, endpointDns: never, tcp: never })(
      {},
      context(remainingMs),
    )) as Report;
    expect(report).toMatchObject({ verdict: 'unproven', rootCause: null });
  });

  test("runs at the same time keep apart: each answers for its own secret, and the canary's alone prints metrics", async () => {
    process.env.VPCE_DOCTOR_ALLOW = 'secrets';
    const secretIds = [process.env.VPCE_DOCTOR_SECRET_ID, 'prod/two', process.env.VPCE_DOCTOR_SECRET_ID];
    const reports = await Promise.all(
      secretIds.map(async (secretId) => (await handler({ secretId }, context())) as Report),
    );
    expect(reports.map(({ runs }) => runs[0]?.target.secretId)).toEqual(secretIds);
    const metrics = logged.flatMap((text) => text.split('\n')).filter((line) => line.includes('CloudWatchMetrics'));
    expect(metrics).toHaveLength(2);
    for (const line of metrics) expect(JSON.parse(line)).toMatchObject({ Unproven: expect.any(Number) });
  });

  test('fails the invocation where it was asked to, with verdict and root cause, and the log holds the report', async () => {
    const failed = handler({ failOn: 'advisory' }, context());
    await expect(failed).rejects.toMatchObject({
      name: 'VerificationFailed',
      message: expect.stringMatching(/^(broken|unproven): [a-z ]+/),
    });
    expect(logged.join('')).toContain('CloudWatchMetrics');
  });

  test.each([
    ['by its own mode', { mode: 'schedule', failOn: 'advisory' }],
    ['by a rule', { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} }],
    ['by Scheduler, whose detail is text', { source: 'aws.scheduler', 'detail-type': 'Scheduled Event', detail: '{}' }],
  ])('on a schedule, %s, it never fails the invocation', async (_, event) => {
    expect(((await handler(event, context())) as Report).verdict).not.toBe('connected');
  });

  test.each([
    ['VPCE_DOCTOR_ENDPOINT', '{"vpcCidrs":["10.0.0.0/99"]}', /VPCE_DOCTOR_ENDPOINT: at "vpcCidrs.0"/],
    ['VPCE_DOCTOR_PROBE_TIMEOUT_MS', '99', /takes 100 to 60000 milliseconds, not "99"/],
  ])('refuses an environment that makes no sense in %s, in one sentence', async (name, value, says) => {
    process.env[name] = value;
    await expect(handler({}, context())).rejects.toThrow(says);
  });
});

describe('the event', () => {
  test.each([{}, null, undefined, { mode: 'report' }, { mode: 'facts', secretId: 'prod/db' }])(
    '%j is understood',
    (event) => {
      expect(parseEvent(event).mode).toMatch(/report|facts/);
    },
  );

  test.each([
    [{ secretid: 'x' }, 'secretid'],
    [{ mode: 'everything' }, 'mode'],
    [{ secretId: '' }, 'secretId'],
    [{ endpoint: 'https://evil.example' }, 'endpoint'],
    ['text', 'Object'],
    [[], 'it is a list'],
  ])('%j is refused by name', (event, name) => {
    expect(() => parseEvent(event)).toThrow(name);
  });

  test('of megabytes is refused in a short sentence', () => {
    const long = 'x'.repeat(10_000_000);
    for (const event of [{ [long]: 1 }, { mode: long }, { secretId: long }, long])
      expect(() => parseEvent(event)).toThrow(
        expect.objectContaining({ message: expect.stringMatching(/^.{20,700}$/) }),
      );
  });

  test('whatever comes, it is understood or refused with a UsageError', () => {
    fc.assert(
      fc.property(fc.anything(), (event) => {
        try {
          parseEvent(event);
        } catch (error) {
          expect((error as Error).name).toBe('UsageError');
        }
      }),
    );
  });
});
