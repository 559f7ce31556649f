import { describe, expect, test } from '@jest/globals';
import { deadlineIn } from '../../lib/gather/deadline.ts';
import { type Heartbeat, startHeartbeat } from '../../lib/gather/heartbeat.ts';
import { type Unanswered, waitsWithin } from '../../lib/gather/waits.ts';
import { PATIENCE_MS, type Protocol } from '../../lib/model/patience.ts';
import { PUNCTUAL, type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

interface Given {
  readonly budgetMs?: number;
  readonly limitMs?: number;
  readonly heartbeat?: (clock: VirtualClock) => Heartbeat;
}

/** What a wait in which nothing comes has shown, and how long it took. */
async function waitFor(protocol: Protocol, { budgetMs = 60_000, limitMs, heartbeat = () => PUNCTUAL }: Given = {}) {
  const clock = virtualClock();
  const waits = waitsWithin(deadlineIn(budgetMs, clock), { heartbeat: heartbeat(clock), limitMs });
  const what = await clock.until(new Promise<Unanswered>((resolve) => waits.start(protocol, resolve)));
  return { what, tookMs: clock.now() };
}

describe('a wait in which nothing comes', () => {
  test('shows silence after the patience of its protocol', async () => {
    for (const [protocol, patienceMs] of Object.entries(PATIENCE_MS))
      expect(await waitFor(protocol as Protocol)).toEqual({ what: 'silent', tookMs: patienceMs });
  });

  test('shows nothing where the run or the user cut it short, by however little', async () => {
    expect(await waitFor('dns', { budgetMs: 4_999 })).toEqual({ what: 'unfinished', tookMs: 4_999 });
    expect(await waitFor('dns', { limitMs: 1_400 })).toEqual({ what: 'unfinished', tookMs: 1_400 });
    expect(await waitFor('dns', { limitMs: 8_000 })).toEqual({ what: 'silent', tookMs: 8_000 });
  });

  const lateBy = (ms: number) => (clock: VirtualClock) => ({
    lateMs: () => (clock.now() > 0 ? ms : 0),
    stop: () => {},
  });

  test('begins again where the event loop ran late for more than a quarter of it', async () => {
    expect(await waitFor('tcp', { heartbeat: lateBy(874) })).toEqual({ what: 'silent', tookMs: 3_500 });
    expect(await waitFor('tcp', { heartbeat: lateBy(876) })).toEqual({ what: 'silent', tookMs: 7_000 });
  });

  test('shows nothing where it ran late each time, or where no time is left to begin again', async () => {
    const alwaysLate = (clock: VirtualClock) => ({ lateMs: () => clock.now() / 2, stop: () => {} });
    expect(await waitFor('tcp', { heartbeat: alwaysLate })).toEqual({ what: 'unfinished', tookMs: 7_000 });
    expect(await waitFor('tcp', { heartbeat: lateBy(876), budgetMs: 6_000 })).toEqual({
      what: 'unfinished',
      tookMs: 3_500,
    });
    expect(await waitFor('tcp', { heartbeat: lateBy(1_100), limitMs: 4_000 })).toEqual({
      what: 'unfinished',
      tookMs: 4_000,
    });
  });

  test('looks once more before it ends: what arrived beside the timer is seen', async () => {
    const clock = virtualClock();
    const waits = waitsWithin(deadlineIn(60_000, clock), { heartbeat: PUNCTUAL });
    const shown: Unanswered[] = [];
    const cancel = waits.start('tcp', (what) => shown.push(what));
    clock.after(3_500, cancel);
    await clock.pass(10_000);
    expect(shown).toEqual([]);
  });
});

describe('the heartbeat', () => {
  test('counts all gaps in which the loop did not run, the one that lasts included', async () => {
    const clock = virtualClock();
    let pausedMs = 0;
    const paused = { ...clock, now: () => clock.now() + pausedMs };
    const heartbeat = startHeartbeat(paused, () => 0);
    await clock.pass(500);
    expect(heartbeat.lateMs()).toBe(0);
    pausedMs = 3_000;
    expect(heartbeat.lateMs()).toBe(2_950);
    await clock.pass(500);
    expect(heartbeat.lateMs()).toBe(3_000);
    heartbeat.stop();
  });

  test('counts what the machine slept, which its clock does not', async () => {
    const clock = virtualClock();
    let sleptMs = 0;
    const heartbeat = startHeartbeat(clock, () => clock.now() + sleptMs);
    await clock.pass(200);
    sleptMs = 60_000;
    await clock.pass(200);
    expect(heartbeat.lateMs()).toBe(60_000);
    heartbeat.stop();
  });
});
