import { Duration } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  type IWidget,
  LogQueryVisualizationType,
  LogQueryWidget,
  Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { METRICS, PHASE_FIELDS } from '../../lib/model/metrics.ts';
import type { ConnectivityVerifier } from '../verifier/connectivity-verifier.ts';
import { printedBy } from './verifier-metrics.ts';

/** The last findings, as the verifiers write them into their log. */
export const FINDINGS_QUERY = [
  'fields @timestamp, code, severity, summary, fix',
  "filter message = 'finding'",
  'sort @timestamp desc',
  'limit 20',
];

const FIELDS = Object.values(PHASE_FIELDS);

/** How long each step took, from fields of the log: as metrics they would cost more than all the rest of a verifier. */
export const phasesQuery = (minutes: number): string[] => [
  `filter ispresent(${FIELDS.join(') or ispresent(')})`,
  `stats ${FIELDS.map((field) => `max(${field})`).join(', ')} by bin(${minutes}m)`,
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
      left: verifiers.map((one) => {
        const metric = printedBy(verifier, one, METRICS.healthy);
        return new Metric({ ...metric, statistic: 'Minimum', label: one.zone, period: this.#period });
      }),
    });
    const phases = new LogQueryWidget({
      title: `${workload}: milliseconds per step in the slowest run`,
      width: 12,
      height: 6,
      logGroupNames: [verifier.logGroup.logGroupName],
      view: LogQueryVisualizationType.LINE,
      queryLines: phasesQuery(this.#period.toMinutes()),
    });
    return [health, phases];
  }
}
