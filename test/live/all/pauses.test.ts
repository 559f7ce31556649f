import { expect, test } from '@jest/globals';
import type { Report } from '../../../lib/model/report.ts';
import { findScenario, runScenario } from '../../lab/lab.ts';
import { runPool } from '../../lab/pool.ts';
import { describeLab } from '../../support/describe-lab.ts';

/** From before the first packet to after the last one of a healthy run, cold and warm. Milliseconds. */
const AFTER_MS = [5, 15, 30, 45, 60, 80, 100, 130, 160, 200, 260, 340];

/** Longer than several waits need to be over. Milliseconds. */
const PAUSE_MS = 6_500;
const healthy = await findScenario('healthy-two-zones');

describeLab('a healthy function', () => {
  test('that stands still for a while, at any moment, is never called broken', async () => {
    const runs = await runPool(
      new Map(
        AFTER_MS.map((afterMs) => [
          `after ${afterMs} ms`,
          () =>
            runScenario(healthy, {
              seed: 3,
              enforceFilters: true,
              timeoutMs: 120_000,
              event: { mode: 'schedule' },
              later: [{ event: { mode: 'schedule' } }],
              pause: { afterMs, forMs: PAUSE_MS },
            }),
        ]),
      ),
      6,
    );
    const wrong = [...runs].flatMap(([when, result]) => {
      if (result.status === 'rejected') throw result.reason;
      return [result.value, ...result.value.later].flatMap(({ response, error }) => {
        const { verdict, rootCause } = JSON.parse(response ?? '{}') as Partial<Report>;
        return verdict === 'connected' || verdict === 'unproven' ? [] : [`${when}: ${verdict}, ${rootCause}, ${error}`];
      });
    });
    expect(wrong).toEqual([]);
  }, 600_000);

  test('that runs fifty times at once in one process is connected each time', async () => {
    const script = `
      const { handler } = await import('/var/task/index.mjs');
      const context = { functionName: 'verify-private-a', functionVersion: '1', memoryLimitInMB: '256', awsRequestId: 'x',
        invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:v', getRemainingTimeInMillis: () => 100_000 };
      const write = process.stdout.write;
      process.stdout.write = () => true;
      const reports = await Promise.all(Array.from({ length: 50 }, () => handler({ mode: 'schedule' }, context)));
      process.stdout.write = write;
      write.call(process.stdout, JSON.stringify(reports.map(({ verdict, rootCause }) => verdict + ' ' + rootCause)));`;
    const run = await runScenario(healthy, {
      seed: 3,
      enforceFilters: true,
      timeoutMs: 120_000,
      args: () => ['--input-type=module', '-e', script],
    });
    const verdicts = Map.groupBy(JSON.parse(run.stdout) as string[], (verdict) => verdict);
    expect([...verdicts].map(([verdict, all]) => [verdict, all.length])).toEqual([['connected null', 50]]);
  }, 600_000);
});
