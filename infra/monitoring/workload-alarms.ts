import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { ConnectivityVerifier, Verifier } from '../verifier/connectivity-verifier.ts';
import { alarmCommand } from './alarm-command.ts';
import { type AlarmRule, alarmRules, PERIODS, WARM_UP_PERIODS } from './alarm-rules.ts';
import { printedBy } from './verifier-metrics.ts';

export interface WorkloadAlarmsProps {
  readonly verifier: ConnectivityVerifier;
  readonly topicArn: string;
  readonly everyMinutes: number;
  readonly slowMs: number;
}

/** The alarms of one workload, zone by zone. Each says what it means and which command shows more. */
export class WorkloadAlarms extends Construct {
  readonly alarms: readonly CfnAlarm[];
  readonly #props: WorkloadAlarmsProps;

  constructor(scope: Construct, id: string, props: WorkloadAlarmsProps) {
    super(scope, id);
    this.#props = props;
    this.alarms = alarmRules(props.slowMs).flatMap((rule) =>
      props.verifier.verifiers.map((one) => this.#alarm(rule, one)),
    );
  }

  #alarm({ id, metric, says, run, warmUp, ...rule }: AlarmRule, one: Verifier): CfnAlarm {
    const { verifier, topicArn, everyMinutes } = this.#props;
    const { namespace, metricName, dimensionsMap } = printedBy(verifier, one, metric);
    // Below five minutes the data of embedded metrics come too late for their period.
    const periodMinutes = Math.max(5, everyMinutes);
    return new CfnAlarm(this, `${id}-${one.function.node.id}`, {
      alarmDescription: `Workload ${verifier.workload} in ${one.zone}: ${says}. Run: ${alarmCommand(run, verifier, one)}`,
      alarmActions: [topicArn],
      ...(rule.tellsEnd ? { okActions: [topicArn] } : {}),
      namespace,
      metricName,
      dimensions: Object.entries(dimensionsMap).map(([name, value]) => ({ name, value })),
      statistic: rule.statistic,
      period: periodMinutes * 60,
      comparisonOperator: rule.comparison,
      threshold: rule.threshold,
      datapointsToAlarm: rule.datapoints,
      evaluationPeriods: PERIODS,
      treatMissingData: rule.missing,
      ...(warmUp === undefined ? {} : { warmUpConfiguration: warmUpOf(warmUp, periodMinutes) }),
    });
  }
}

const warmUpOf = (warmUp: NonNullable<AlarmRule['warmUp']>, periodMinutes: number) => ({
  warmUpPeriodDurationInMinutes: WARM_UP_PERIODS * periodMinutes,
  onlyStartEvaluatingAfterWarmUpPeriodEnds: warmUp === 'whole',
});
