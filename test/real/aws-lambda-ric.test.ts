import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import type { Report } from '../../lib/model/report.ts';
import { type LabOptions, type LabRun, runScenario } from '../lab/lab.ts';
import type { Invocation } from '../lab/runtime-api.ts';
import { findScenario } from '../lab/scenario.ts';
import { describeLab } from '../support/describe-lab.ts';
import { leaksIn, secretsOf } from '../support/leaks.ts';
import { RIC_LACKS, RUNTIMES } from './installed.ts';
import { linesIn } from './log-lines.ts';

const TIMEOUT_MS = 60_000;
const SEED = 7;

const healthy = await findScenario('healthy-two-zones');
const groupClosed = await findScenario('endpoint-group-closed');
const privateDnsOff = await findScenario('private-dns-off');

const reportIn = ({ response, error }: Invocation): Report => {
  if (response === null) throw new Error(`the function did not answer: ${error}`);
  return JSON.parse(response) as Report;
};

const diagnosisIn = (invocation: Invocation) => {
  const { verdict, rootCause } = reportIn(invocation);
  return { verdict, rootCause };
};

/** The error as the Runtime API was told it. */
const errorIn = ({ error }: Invocation): { readonly errorType: string; readonly errorMessage: string } =>
  JSON.parse(error ?? 'null');

/** Secrets and credentials in anything that a run let out. */
const leakedBy = ({ world, ...run }: LabRun): readonly string[] => {
  const answers = [run, ...run.later].flatMap(({ response, error }) => [response, error]);
  return leaksIn([run.stdout, run.stderr, ...answers].join('\n'), secretsOf(world));
};

for (const runtime of RUNTIMES) {
  const run = (scenario: typeof healthy, options: Partial<LabOptions> = {}) =>
    runScenario(scenario, { seed: SEED, enforceFilters: true, runtime, ...options });

  describeLab(
    `the bundle under aws-lambda-ric, as ${runtime.identifier}`,
    () => {
      test('it is that Node', () => {
        const version = execFileSync(runtime.node, ['--version'], { encoding: 'utf8' });
        expect(runtime.identifier).toBe(`nodejs${/^v(\d+)/.exec(version)?.[1]}.x`);
      });

      test(
        'a healthy world: connected, with the proof; the log holds the verdict and the metrics, one line each',
        async () => {
          const result = await run(healthy);
          expect(reportIn(result)).toMatchObject({ verdict: 'connected', runs: [{ coverage: { secret: 'read' } }] });
          expect(reportIn(result).runs[0]?.proof).not.toBeNull();
          const { verdicts, findings, metrics } = linesIn(result);
          expect(verdicts).toMatchObject([{ verdict: 'connected', function_name: 'verify-private-a' }]);
          expect(findings).toEqual([]);
          expect(metrics).toMatchObject([{ Healthy: 1, verdict: 'connected' }]);
          expect(result.stderr).toBe('');
          expect(leakedBy(result)).toEqual([]);
        },
        TIMEOUT_MS,
      );

      test(
        'a closed security group: the report of the broken world; the log holds a line for each finding',
        async () => {
          const result = await run(groupClosed);
          expect(diagnosisIn(result)).toEqual({ verdict: 'broken', rootCause: 'path/packets-dropped' });
          const { verdicts, findings, metrics } = linesIn(result);
          expect(verdicts).toMatchObject([{ verdict: 'broken', rootCause: 'path/packets-dropped' }]);
          expect(findings.map(({ code }) => code)).toEqual(reportIn(result).causes.map(({ code }) => code));
          expect(metrics).toMatchObject([{ Healthy: 0, rootCause: 'path/packets-dropped' }]);
          expect(leakedBy(result)).toEqual([]);
        },
        TIMEOUT_MS,
      );

      test(
        'an unknown field and failOn fail the invocation with a sentence, and the process takes the next event',
        async () => {
          const result = await run(groupClosed, {
            event: { endpoint: 'https://example.com' },
            later: [{ event: { failOn: 'blocking' } }, { scenario: healthy, event: { failOn: 'advisory' } }],
          });
          const [failed, passed] = result.later;
          expect(errorIn(result)).toMatchObject({
            errorType: 'UsageError',
            errorMessage: expect.stringMatching(/"endpoint".* Accepted: /),
          });
          expect(failed && errorIn(failed)).toMatchObject({
            errorType: 'VerificationFailed',
            errorMessage: expect.stringMatching(/^broken: path\/packets-dropped\. /),
          });
          expect(passed && diagnosisIn(passed)).toEqual({ verdict: 'connected', rootCause: null });
          // aws-lambda-ric's own words, by which it is known.
          expect(result.stdout.match(/\tERROR\tInvoke Error \t/g)).toHaveLength(2);
          expect(leakedBy(result)).toEqual([]);
        },
        TIMEOUT_MS,
      );

      test(
        'a warm process looks up and connects anew: each run tells of the world and the secret of its own time',
        async () => {
          const result = await run(healthy, {
            later: [
              { scenario: groupClosed },
              { scenario: privateDnsOff },
              { scenario: healthy },
              { event: { secretId: 'prod/absent' } },
            ],
          });
          expect([result, ...result.later].map(diagnosisIn)).toEqual([
            { verdict: 'connected', rootCause: null },
            { verdict: 'broken', rootCause: 'path/packets-dropped' },
            { verdict: 'broken', rootCause: 'dns/public-answer' },
            { verdict: 'connected', rootCause: null },
            { verdict: 'broken', rootCause: 'secret/not-found' },
          ]);
          // The last asks for a secret of somebody's own, and metrics are the canary's.
          expect(linesIn(result).metrics.map(({ Healthy }) => Healthy)).toEqual([1, 0, 0, 1]);
          expect(leakedBy(result)).toEqual([]);
        },
        TIMEOUT_MS,
      );

      test(
        'in a user namespace it is the same',
        async () => {
          const result = await run(healthy, { asRoot: false });
          expect(diagnosisIn(result)).toEqual({ verdict: 'connected', rootCause: null });
        },
        TIMEOUT_MS,
      );
    },
    RIC_LACKS,
  );
}
