import { dimensionsOf, METRIC_NAMESPACE } from '../../lib/model/metrics.ts';
import type { ConnectivityVerifier, Verifier } from '../verifier/connectivity-verifier.ts';

/** A metric as CloudWatch finds it. */
export interface NamedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensionsMap: Readonly<Record<string, string>>;
}

/** A metric that a verifier prints about itself. */
export const printedBy = (
  { workload }: Pick<ConnectivityVerifier, 'workload'>,
  { function: { functionName }, zone }: Verifier,
  metricName: string,
): NamedMetric => ({
  namespace: METRIC_NAMESPACE,
  metricName,
  dimensionsMap: dimensionsOf({ function: functionName, workload, zone }),
});
