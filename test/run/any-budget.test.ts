import { describe, expect, test } from '@jest/globals';
import type { Clock } from '../../lib/gather/clock.ts';
import { deadlineIn } from '../../lib/gather/deadline.ts';
import type { liveProbes } from '../../lib/gather/gather-probes.ts';
import type { ReadConfiguration } from '../../lib/gather/read-configuration.ts';
import type { Unanswered, Waits } from '../../lib/gather/waits.ts';
import { CONFIGURATION_NAMES, type ConfigurationName } from '../../lib/model/configuration.ts';
import type { DnsQuery } from '../../lib/model/dns.ts';
import type { ConfigurationObservations, Facts, Observations } from '../../lib/model/facts.ts';
import type { Observation } from '../../lib/model/observation.ts';
import type { Protocol } from '../../lib/model/patience.ts';
import type { Report } from '../../lib/model/report.ts';
import { RENDERERS } from '../../lib/report/render/index.ts';
import { reportOf } from '../../lib/report/report.ts';
import { verify } from '../../lib/run/verify.ts';
import { allScenarios } from '../lab/lab.ts';
import { recordingOf } from '../lab/recordings.ts';
import { connectionBy } from '../support/probes.ts';
import { PUNCTUAL, virtualClock } from '../support/virtual-clock.ts';
import { observationsIn } from '../support/world.ts';

/** From a tenth of a second to ten, in milliseconds: every tenth up to two seconds, 1.6 and 1.8 among them, and every half from there. */
const BUDGETS_MS = [
  ...Array.from({ length: 20 }, (_, index) => (index + 1) * 100),
  ...Array.from({ length: 16 }, (_, index) => 2_500 + index * 500),
];

/** Reading the configuration takes so long, in milliseconds, where it can be read. */
const CONFIGURATION_MS = 400;

interface Timed {
  readonly outcome: string;
  readonly code?: string | null;
  readonly tookMs: number;
}

/** What came of something in a recorded run, at the time at which it came; or, of a silent peer, what the wait has shown. */
function again<T extends Timed>(recorded: T, protocol: Protocol, waits: Waits, clock: Clock): Promise<T> {
  return new Promise((resolve) => {
    let callOff: () => void = () => {};
    const endWait = waits.start(protocol, (outcome: Unanswered) => {
      callOff();
      resolve(outcome === 'silent' ? recorded : { ...recorded, outcome, ...NOTHING });
    });
    const isSilence = recorded.outcome === 'silent' || (recorded.outcome === 'not-connected' && recorded.code === null);
    if (isSilence) return;
    callOff = clock.after(recorded.tookMs, () => {
      endWait();
      resolve(recorded);
    });
  });
}

/** A wait that ends without an answer has brought nothing. */
const NOTHING = {
  addresses: [],
  status: null,
  message: null,
  arn: null,
  certificate: null,
  smallHello: null,
  classicHello: null,
} as const;

/** What Amazon's resolver says where it is not. */
const NO_ANSWER: DnsQuery = {
  name: 'x',
  type: 'A',
  server: '169.254.169.253',
  outcome: 'silent',
  code: 'ETIMEOUT',
  addresses: [],
  ttlSeconds: null,
  tookMs: 0,
};

const seenIn = <T>(observation: Observation<T>): T => {
  if (observation.state === 'unseen') throw new Error(observation.detail);
  return observation.value;
};

/** Probes that bring what was recorded, each when it came. */
function replaying(observations: Observations, clock: Clock): typeof liveProbes {
  const attemptAt = <T extends { readonly address: string }>(all: Observation<readonly T[]>, address: string): T => {
    const found = all.state === 'seen' ? all.value.find((one) => one.address === address) : undefined;
    if (!found) throw new Error(`${address} was not probed`);
    return found;
  };
  return {
    environment: async () => seenIn(observations.environment),
    executionEnvironment: async () =>
      observations.executionEnvironment.state === 'seen' ? seenIn(observations.executionEnvironment) : null,
    place: async () => observations.place,
    serviceDns: async (_, waits) => {
      const { host, system, queries } = seenIn(observations.serviceDns);
      const [lookedUp, ...asked] = await Promise.all([
        again(system, 'dns', waits, clock),
        ...queries.map((query) => again(query, 'dns', waits, clock)),
      ]);
      return { host, system: lookedUp, queries: asked };
    },
    vpcResolverDns: async (_, waits) => {
      const { vpcResolverDns } = observations;
      const queries = vpcResolverDns.state === 'seen' ? vpcResolverDns.value.queries : [NO_ANSWER];
      return { queries: await Promise.all(queries.map((query) => again(query, 'dns', waits, clock))) };
    },
    endpointDns: async (_, waits) => {
      const { queries } = seenIn(observations.endpointDns);
      return { queries: await Promise.all(queries.map((query) => again(query, 'dns', waits, clock))) };
    },
    connection: connectionBy({
      tcp: async (address, _, waits) => again(attemptAt(observations.tcp, address), 'tcp', waits, clock),
      tls: async (address, _, __, waits) => again(attemptAt(observations.tls, address), 'tls', waits, clock),
      http: async (address, _, __, waits) => again(attemptAt(observations.http, address), 'http', waits, clock),
    }),
    credentials: async () => seenIn(observations.credentials),
    secret: async (_, __, waits) => again(seenIn(observations.secret), 'api', waits, clock),
  };
}

const configurationIn = (observations: Observations): ConfigurationObservations =>
  Object.fromEntries(
    (Object.keys(CONFIGURATION_NAMES) as ConfigurationName[]).map((name) => [name, observations[name]]),
  ) as unknown as ConfigurationObservations;

/** What the recorded world would have told a run of so much time. */
async function runOf(recorded: Facts, budgetMs: number): Promise<{ readonly report: Report; readonly tookMs: number }> {
  const clock = virtualClock();
  const observations = observationsIn(recorded);
  const readConfiguration: ReadConfiguration = (limit) =>
    limit.within(CONFIGURATION_MS).ended(configurationIn(observations));
  const request = {
    target: seenIn(observations.target),
    vantage: seenIn(observations.vantage),
    deadline: deadlineIn(budgetMs, clock),
    source: null,
  };
  const io = { probes: replaying(observations, clock), heartbeat: PUNCTUAL, readConfiguration };
  const facts = await clock.until(verify(request, io));
  return { report: reportOf(facts), tookMs: clock.now() };
}

const codesIn = ({ causes }: Report): readonly string[] =>
  causes.flatMap(({ code, accountsFor }) => [code, ...accountsFor.map((one) => one.code)]);

const recordings = (await allScenarios()).flatMap(({ name }) => {
  const recording = recordingOf(name);
  return recording === null ? [] : [{ name, recorded: recording.inside }];
});

describe('a run with any time from 100 ms to 10 s, in every recorded world', () => {
  const runs = Promise.all(
    recordings.map(async ({ name, recorded }) => ({
      name,
      all: await Promise.all(BUDGETS_MS.map(async (budgetMs) => ({ budgetMs, ...(await runOf(recorded, budgetMs)) }))),
    })),
  );

  test('reports in its time, and the report can be shown', async () => {
    const late: string[] = [];
    for (const { name, all } of await runs) {
      for (const { budgetMs, tookMs, report } of all) {
        if (tookMs > budgetMs) late.push(`${name}: ${tookMs} of ${budgetMs} ms`);
        if (report.undecided.some(({ why }) => why === 'crashed')) late.push(`${name}: a check crashed`);
        if (RENDERERS.text(report).length === 0) late.push(`${name}: nothing to show`);
      }
    }
    expect(late).toEqual([]);
  });

  test('claims nothing that more time takes back', async () => {
    const takenBack: string[] = [];
    for (const { name, all } of await runs) {
      for (const [index, { budgetMs, report }] of all.entries()) {
        for (const { budgetMs: laterMs, report: later } of all.slice(index + 1)) {
          if (report.verdict !== 'unproven' && later.verdict !== report.verdict)
            takenBack.push(`${name}: ${report.verdict} after ${budgetMs} ms, ${later.verdict} after ${laterMs} ms`);
          const gone = codesIn(report).filter((code) => !codesIn(later).includes(code));
          if (gone.length > 0) takenBack.push(`${name}: ${gone} after ${budgetMs} ms, not after ${laterMs} ms`);
        }
      }
    }
    expect(takenBack).toEqual([]);
  });

  test('says with ten seconds what it said when it was recorded', async () => {
    const other = (await runs).flatMap(({ name, all }) => {
      const recorded = recordings.find((one) => one.name === name)?.recorded;
      const [before, now] = [recorded && reportOf(recorded), all.at(-1)?.report];
      return before?.verdict === now?.verdict && before?.rootCause === now?.rootCause
        ? []
        : [`${name}: ${now?.verdict}, ${now?.rootCause}, not ${before?.verdict}, ${before?.rootCause}`];
    });
    expect(other).toEqual([]);
  });
});
