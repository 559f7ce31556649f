import type { Construct } from 'constructs';
import type { Configuration } from '../configuration.ts';
import { idOf } from '../id-of.ts';
import { outputWriter } from '../output-writer.ts';
import type { ConnectivityVerifier } from '../verifier/connectivity-verifier.ts';
import { VerifierDashboard } from './dashboard.ts';
import { Notifications } from './notifications.ts';
import { Schedule } from './schedule.ts';
import { TrailAlarms } from './trail-alarms.ts';
import { watchingCost } from './watching-cost.ts';
import { WorkloadAlarms } from './workload-alarms.ts';

/** Puts schedule, alarms and dashboard around the verifiers. Answers with the topic; null where there is nothing to watch. */
export function watch(
  scope: Construct,
  configuration: Configuration,
  verifiers: readonly ConnectivityVerifier[],
): string | null {
  const { trailLogGroupName, env, projectId } = configuration;
  if (verifiers.length === 0 && trailLogGroupName === undefined) return null;
  const topicArn =
    configuration.alarmTopicArn ?? new Notifications(scope, 'Notifications', configuration.alarmEmails).topic.topicArn;
  const write = outputWriter(scope);
  write('AlarmTopicArn', topicArn, 'SNS topic for alarms');
  write('WatchingMonthlyEstimate', watchingCost(configuration), 'Monthly cost of the checks, without endpoints');
  if (trailLogGroupName !== undefined) {
    const deployment = `${projectId}-${env}`;
    new TrailAlarms(scope, 'Trail', { logGroupName: trailLogGroupName, topicArn, deployment });
  }
  if (verifiers.length > 0) watchVerifiers(scope, configuration, verifiers, topicArn);
  return topicArn;
}

function watchVerifiers(
  scope: Construct,
  { checkEveryMinutes: everyMinutes, slowMs, dashboard }: Configuration,
  verifiers: readonly ConnectivityVerifier[],
  topicArn: string,
): void {
  const functions = verifiers.flatMap((verifier) => verifier.verifiers.map((one) => one.function));
  new Schedule(scope, 'Schedule', { functions, everyMinutes });
  for (const verifier of verifiers) {
    const id = `Alarms-${idOf(verifier.workload, 'Workload')}`;
    new WorkloadAlarms(scope, id, { verifier, topicArn, everyMinutes, slowMs });
  }
  if (dashboard) new VerifierDashboard(scope, 'Watch', { verifiers, everyMinutes });
}
