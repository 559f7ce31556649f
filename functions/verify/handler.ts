import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { deadlineIn } from '../../lib/gather/deadline.ts';
import { targetOf } from '../../lib/gather/target-of.ts';
import { UsageError } from '../../lib/model/errors.ts';
import type { Facts } from '../../lib/model/facts.ts';
import type { MetricPlace } from '../../lib/model/metrics.ts';
import type { Report } from '../../lib/model/report.ts';
import { VARIABLES } from '../../lib/model/verifier-environment.ts';
import { verify } from '../../lib/run/verify.ts';
import { logger } from '../powertools.ts';
import { readVerifierEnvironment, type VerifierEnvironment } from './environment.ts';
import { parseEvent } from './event.ts';

/** Loaded while the first probes wait for the network: a cold function gets to them sooner without it. */
const answering = () => import('./answer.ts');

const CANARY_ALONE = `this function reads only its own canary; to let its callers ask for other secrets, set ${VARIABLES.allow}=secrets in its environment and give its role the permission`;

/** Kept back from the function's time, to analyse and answer. */
const RESERVE_MS = 300;

/**
 * Proves from this function's subnet that the secret can be read through the endpoint. Answers with the report, whatever the
 * outcome; throws for an event or an environment that makes no sense, and where the caller asked it to with `failOn`.
 */
async function answer(event: unknown, context: Context, look: typeof verify): Promise<Report | Facts> {
  const deadline = deadlineIn(context.getRemainingTimeInMillis() - RESERVE_MS);
  const { mode, secretId, failOn } = parseEvent(event);
  const told = readVerifierEnvironment(process.env);
  const canary = secretId === undefined || secretId === told.secretId;
  if (!canary && !told.allow.includes('secrets')) throw new UsageError(CANARY_ALONE);
  const target = await targetOf({
    region: process.env.AWS_REGION,
    secretId: secretId ?? told.secretId,
    canary,
    identity: 'verifier',
    endpoint: told.endpoint,
  });
  const vantage = {
    kind: 'live',
    place: 'inside',
    functionName: context.functionName,
    accountId: /^arn:[^:]+:lambda:[^:]*:(\d{12}):/.exec(context.invokedFunctionArn)?.[1] ?? null,
  } as const;
  const source = told.source ?? { functionName: context.functionName };
  const looking = look({
    target,
    vantage,
    deadline,
    probeTimeoutMs: told.probeTimeoutMs,
    source: mode === 'facts' && !told.allow.includes('configuration') ? null : source,
    // A schedule pays for one call while all is well; who asks by hand wants to know everything.
    configuration: mode === 'schedule' ? 'where-wrong' : 'beside',
  });
  const [facts, { reportOf, crashesOn, fitting, logReport, logCrashes, publishMetrics, failWhere }] = await Promise.all(
    [looking, answering()],
  );
  if (mode === 'facts') return fitting(facts);
  const report = reportOf(facts);
  logReport(report);
  logCrashes(crashesOn(facts));
  // Who asks for a workload's secret asks another question than the schedule does, and answers to it would mix with the alarms' own.
  if (target.canary) publishMetrics(report, placeOf(report, told, context));
  // Whoever invokes asynchronously would only try again.
  if (failOn !== undefined && mode !== 'schedule') failWhere(report, failOn);
  return report;
}

const placeOf = (
  { runs: [run] }: Report,
  { workload, zone }: VerifierEnvironment,
  { functionName }: Context,
): MetricPlace => ({ function: functionName, workload, zone: zone || run?.coverage.runsIn || 'unknown' });

/** The function, by what looks at the world for it. */
export const handlerBy = (look: typeof verify) =>
  // The run keeps its own deadline; Middy's would throw from a timer, past every catch, and lose the report.
  middy({ timeoutEarlyInMillis: 0 })
    .use(injectLambdaContext(logger, { logEvent: false }))
    .handler((event: unknown, context: Context) => answer(event, context, look));

export const handler = handlerBy(verify);
