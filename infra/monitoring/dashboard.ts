import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IWidget, LogQueryWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { METRICS, PHASE_METRICS } from '../../lib/model/metrics.ts';
import type { ConnectivityVerifier, Verifier } from '../verifier/connectivity-verifier.ts';
import { printedBy } from './verifier-metrics.ts';

/** The last findings, as the verifiers write them into their log. */
export const FINDINGS_QUERY = [
  'fields @timestamp, code, severity, summary, fix',
  "filter message = 'finding'",
  'sort @timestamp desc',
  'limit 20',
];

export interface VerifierDashboardProps {
  readonly verifiers: readonly ConnectivityVerifier[];
  readonly everyMinutes: number;
}

/** Health by workload and Availability Zone, how long each step takes, and what was found last. */
export class VerifierDashboard extends Construct {
  readonly #period: Duration;

  constructor(scope: Construct, id: string, { verifiers, everyMinutes }: VerifierDashboardProps) {
    super(scope, id);
    this.#period = Duration.minutes(Math.max(5, everyMinutes));
    const findings = new LogQueryWidget({
      title: 'Latest findings',
      width: 24,
      height: 8,
      logGroupNames: verifiers.map((one) => one.logGroup.logGroupName),
      queryLines: FINDINGS_QUERY,
    });
    const rows = verifiers.map((verifier) => this.#rowOf(verifier));
    new Dashboard(this, 'Dashboard', { widgets: [...rows, [findings]] });
  }

  #rowOf(verifier: ConnectivityVerifier): IWidget[] {
    const { workload, verifiers } = verifier;
    const health = new GraphWidget({
      title: `${workload}: healthy by Availability Zone`,
      width: 12,
      height: 6,
      leftYAxis: { min: 0, max: 1, showUnits: false },
      left: verifiers.map((one) => this.#metric(verifier, one, METRICS.healthy, 'Minimum', one.zone)),
    });
    const phases = new GraphWidget({
      title: `${workload}: milliseconds per step in the slowest run`,
      width: 12,
      height: 6,
      leftYAxis: { min: 0, showUnits: false },
      left: verifiers.flatMap((one) =>
        Object.values(PHASE_METRICS).map((name) => this.#metric(verifier, one, name, 'Maximum', `${one.zone} ${name}`)),
      ),
    });
    return [health, phases];
  }

  #metric(verifier: ConnectivityVerifier, one: Verifier, name: string, statistic: string, label: string): Metric {
    const { namespace, metricName, dimensionsMap } = printedBy(verifier, one, name);
    return new Metric({ namespace, metricName, dimensionsMap, statistic, label, period: this.#period });
  }
}
