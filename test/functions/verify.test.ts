import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import fc from 'fast-check';
import { parseEvent } from '../../functions/verify/event.ts';
import { handler } from '../../functions/verify/handler.ts';
import type { Facts } from '../../lib/model/facts.ts';
import type { Report } from '../../lib/model/report.ts';

const context = (remainingMs: number): Context =>
  ({
    functionName: 'verify-a',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-2:111122223333:function:verify-a',
    memoryLimitInMB: '512',
    awsRequestId: '00000000-0000-4000-8000-000000000000',
    getRemainingTimeInMillis: () => remainingMs,
  }) as Context;

const KEPT = { ...process.env };
const logged: string[] = [];

beforeEach(() => {
  // An address of the documentation range and a name that cannot exist: nothing leaves this machine.
  Object.assign(process.env, {
    AWS_REGION: 'xx-nowhere-1',
    VPCE_DOCTOR_SECRET_ID: 'arn:aws:secretsmanager:xx-nowhere-1:111122223333:secret:canary-AbCdEf',
    VPCE_DOCTOR_PROBE_TIMEOUT_MS: '300',
  });
  logged.length = 0;
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => logged.push(String(text)) > 0);
});
afterEach(() => {
  process.env = { ...KEPT };
  jest.restoreAllMocks();
});

describe('the verify function', () => {
  test('answers an empty event with a report on its own canary', async () => {
    const report = (await handler({}, context(5_000))) as Report;
    expect(report).toMatchObject({
      schema: 1,
      target: { canary: true, identity: 'verifier', host: 'secretsmanager.xx-nowhere-1.amazonaws.com' },
      vantage: { kind: 'live', functionName: 'verify-a' },
    });
    expect(report.verdict).not.toBe('connected');
  });

  test("another secret than the canary is a workload's", async () => {
    const report = (await handler({ secretId: 'prod/db' }, context(5_000))) as Report;
    expect(report.target).toMatchObject({ canary: false, secretId: 'prod/db' });
  });

  test('answers with the facts where they are asked for', async () => {
    const facts = (await handler({ mode: 'facts' }, context(5_000))) as Facts;
    expect(Object.keys(facts.observations)).toContain('serviceDns');
  });

  test.each([400, 600, 1_000])('with %i ms left it answers before its time is up', async (remainingMs) => {
    process.env.VPCE_DOCTOR_PROBE_TIMEOUT_MS = '3000';
    const started = performance.now();
    const report = (await handler({}, context(remainingMs))) as Report;
    expect(performance.now() - started).toBeLessThan(remainingMs);
    expect(report.schema).toBe(1);
  });

  test.each([30, 0])(
    'with only %i ms left it still answers with a report that says nothing was proven',
    async (remainingMs) => {
      const report = (await handler({}, context(remainingMs))) as Report;
      expect(report).toMatchObject({ verdict: 'unproven', rootCause: null });
    },
  );

  test("runs at the same time keep apart: each answers for its own secret, and the canary's alone prints metrics", async () => {
    const secretIds = [process.env.VPCE_DOCTOR_SECRET_ID, 'prod/two', process.env.VPCE_DOCTOR_SECRET_ID];
    const reports = await Promise.all(
      secretIds.map(async (secretId) => (await handler({ secretId }, context(2_000))) as Report),
    );
    expect(reports.map(({ target }) => target.secretId)).toEqual(secretIds);
    const metrics = logged.flatMap((text) => text.split('\n')).filter((line) => line.includes('CloudWatchMetrics'));
    expect(metrics).toHaveLength(2);
    for (const line of metrics) expect(JSON.parse(line)).toMatchObject({ Unproven: expect.any(Number) });
  });

  test('fails the invocation where it was asked to, with verdict and root cause, and the log holds the report', async () => {
    const failed = handler({ failOn: 'advisory' }, context(2_000));
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
    expect(((await handler(event, context(2_000))) as Report).verdict).not.toBe('connected');
  });

  test('refuses an environment that makes no sense, in one sentence', async () => {
    process.env.VPCE_DOCTOR_ENDPOINT = '{"vpcCidrs":["10.0.0.0/99"]}';
    await expect(handler({}, context(5_000))).rejects.toThrow(/VPCE_DOCTOR_ENDPOINT: at "vpcCidrs.0"/);
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
