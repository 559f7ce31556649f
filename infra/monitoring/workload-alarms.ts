import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { METRICS } from '../../lib/model/metrics.ts';
import type { ConnectivityVerifier, Verifier } from '../verifier/connectivity-verifier.ts';
import { type AlarmCommand, alarmCommand } from './alarm-command.ts';
import { type AlarmRule, alarmRules } from './alarm-rules.ts';
import { keptByLambda, type NamedMetric, printedBy } from './verifier-metrics.ts';

export interface WorkloadAlarmsProps {
  readonly verifier: ConnectivityVerifier;
  readonly topicArn: string;
  readonly everyMinutes: number;
  readonly slowMs: number;
}

/** The alarms of one workload. Each says what it means and which command shows more. */
export class WorkloadAlarms extends Construct {
  readonly alarms: readonly CfnAlarm[];
  readonly #props: WorkloadAlarmsProps;
  /** Seconds. Below five minutes the data of embedded metrics come too late for their period. */
  readonly #period: number;

  constructor(scope: Construct, id: string, props: WorkloadAlarmsProps) {
    super(scope, id);
    this.#props = props;
    this.#period = Math.max(5, props.everyMinutes) * 60;
    this.alarms = [
      ...alarmRules(props.slowMs).map((rule) => this.#overZones(rule)),
      ...props.verifier.verifiers.map((one) => this.#noData(one)),
    ];
  }

  #overZones({ id, metric, of, statistic, overZones, ...rule }: AlarmRule): CfnAlarm {
    const { verifier } = this.#props;
    const read = verifier.verifiers.map((one, index) => ({
      id: `zone${index}`,
      returnData: false,
      metricStat: {
        metric: cfnMetric(of === 'lambda' ? keptByLambda(one, metric) : printedBy(verifier, one, metric)),
        period: this.#period,
        stat: statistic,
      },
    }));
    const expression = `${overZones}([${read.map((one) => one.id).join(', ')}])`;
    return new CfnAlarm(this, id, {
      ...this.#common(rule.says, rule.run, verifier.verifiers),
      metrics: [{ id: 'workload', label: metric, expression, returnData: true }, ...read],
      comparisonOperator: rule.comparison,
      threshold: rule.threshold,
      datapointsToAlarm: rule.datapoints,
      evaluationPeriods: rule.periods,
      treatMissingData: rule.missing,
    });
  }

  /** Zone by zone, since the data of one zone would hide that another's are missing. Every run prints `Unproven`. */
  #noData(verifier: Verifier): CfnAlarm {
    const { everyMinutes, verifier: workload } = this.#props;
    const { namespace, metricName, dimensionsMap } = printedBy(workload, verifier, METRICS.unproven);
    return new CfnAlarm(this, `NoData-${verifier.function.node.id}`, {
      ...this.#common(`no check has run in ${verifier.zone}: the schedule, the function or its log is missing`, 'log', [
        verifier,
      ]),
      namespace,
      metricName,
      dimensions: cfnDimensions(dimensionsMap),
      statistic: 'SampleCount',
      period: this.#period,
      comparisonOperator: 'LessThanThreshold',
      threshold: 1,
      datapointsToAlarm: 3,
      evaluationPeriods: 3,
      treatMissingData: 'breaching',
      // Before the first run there is no data either.
      warmUpConfiguration: {
        warmUpPeriodDurationInMinutes: Math.max(15, 4 * everyMinutes),
        onlyStartEvaluatingAfterWarmUpPeriodEnds: false,
      },
    });
  }

  #common(says: string, run: AlarmCommand, verifiers: readonly Verifier[]) {
    const { verifier, topicArn } = this.#props;
    const actions = [topicArn];
    return {
      alarmDescription: `Workload ${verifier.workload}: ${says}. Run: ${alarmCommand(run, verifier, verifiers)}`,
      alarmActions: actions,
      okActions: actions,
    };
  }
}

const cfnDimensions = (dimensions: NamedMetric['dimensionsMap']) =>
  Object.entries(dimensions).map(([name, value]) => ({ name, value }));

const cfnMetric = ({ namespace, metricName, dimensionsMap }: NamedMetric) => ({
  namespace,
  metricName,
  dimensions: cfnDimensions(dimensionsMap),
});
