import { beforeAll, expect, test } from '@jest/globals';
import type { Report } from '../../../lib/model/report.ts';
import { endpointFactsOf, findScenario, type LabRun, runScenario } from '../../lab/lab.ts';
import { describeLab } from '../../support/describe-lab.ts';
import { leaksIn, secretsOf } from '../../support/leaks.ts';

const TIMEOUT_MS = 120_000;

/** Kilobytes that a process may ever have had resident beyond those of a run in which nothing means harm. */
const MOST_MORE_KB = 40_000;

/** Says at its end how much memory the process had, on stderr. */
const TELLS_MEMORY =
  'data:text/javascript,process.on("exit",()=>console.error("resident "+process.resourceUsage().maxRSS+" KB"))';

const residentKb = ({ stderr }: LabRun): number => Number(/resident (\d+) KB/.exec(stderr)?.[1]);

const reportIn = (run: LabRun): Report => JSON.parse(run.response ?? run.stdout) as Report;

const leakedBy = ({ stdout, stderr, response, world }: LabRun) =>
  leaksIn([stdout, stderr, response].join('\n'), secretsOf(world));

/** The healthy world with its client's subnet open to AWS's APIs, and something hostile in it. */
async function hostile(behaviour: Readonly<Record<string, string>>) {
  const scenario = await findScenario('healthy-apis');
  const set = Object.fromEntries(Object.entries(behaviour).map(([key, value]) => [`Behaviour.${key}`, value]));
  return { ...scenario, set: { ...scenario.set, ...set } };
}

/** `verify` on a host: the same probes and readers, in a process whose memory can be asked. */
const verifyOnHost = async (behaviour: Readonly<Record<string, string>>) =>
  runScenario(await hostile(behaviour), {
    seed: 7,
    enforceFilters: true,
    timeoutMs: 60_000,
    args: (world) => [
      '--import',
      TELLS_MEMORY,
      '/var/cli/vpce-doctor.mjs',
      'verify',
      '--secret-id',
      world.SecretIds.canary,
      '--endpoint',
      endpointFactsOf(world),
      '--format',
      'json',
    ],
  });

describeLab('peers that mean harm', () => {
  let usualKb: Promise<number>;
  beforeAll(() => {
    usualKb = verifyOnHost({}).then(residentKb);
    return usualKb;
  }, TIMEOUT_MS);

  test.each([
    // What is no answer of the service's is not proven to be a block by one look.
    ['sends a body without an end', { service: 'endless' }, 'unproven', 'service/unexpected-answer'],
    ['sends four megabytes of headers', { service: 'long-headers' }, 'unproven', 'service/unexpected-answer'],
    ['denies in a quarter of a megabyte of blanks', { service: 'endless-blanks' }, 'broken', 'iam/no-reason'],
    ['has APIs beside it whose bodies do not end', { apis: 'endless' }, 'connected', null],
    ['has APIs beside it whose pages do not end', { apis: 'pages-without-end' }, 'connected', null],
  ])(
    'a service that %s ends in a report, with little memory and nothing secret in it',
    async (_, behaviour, verdict, rootCause) => {
      const run = await verifyOnHost(behaviour);
      expect(reportIn(run)).toMatchObject({ verdict, rootCause });
      expect(residentKb(run) - (await usualKb)).toBeLessThan(MOST_MORE_KB);
      expect(leakedBy(run)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    'a service that sends back all it was sent gives nothing away: in the answer, the log, and the facts',
    async () => {
      const later = Array.from({ length: 30 }, (_, at) => ({ event: at % 2 === 0 ? { mode: 'facts' } : {} }));
      const run = await runScenario(await hostile({ service: 'echoes' }), { seed: 7, enforceFilters: true, later });
      expect(run.later).toHaveLength(30);
      const responses = run.later.map(({ response }) => response ?? '').join('\n');
      expect(leaksIn(responses, secretsOf(run.world))).toEqual([]);
      expect(leakedBy(run)).toEqual([]);
      expect(responses).toContain('withheld');
    },
    TIMEOUT_MS,
  );
});
