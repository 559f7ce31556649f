import type { Phase } from './report.ts';

/** Where metrics go in CloudWatch, and the service they speak for. */
export const METRIC_NAMESPACE = 'VpceDoctor';
export const METRIC_SERVICE = 'vpce-doctor';

/** What a run says of itself: 1 or 0, and how long the read took; `Healthy` is absent where nothing was proven. */
export const METRICS = { healthy: 'Healthy', unproven: 'Unproven', degraded: 'Degraded', api: 'ApiMs' } as const;

/** A function's credentials are in its environment, and no step. */
export type MeasuredPhase = Exclude<Phase['name'], 'credentials'>;

/** How long each step took, in milliseconds; absent where it was never reached. Fields of the line that holds the metrics. */
export const PHASE_FIELDS: Readonly<Record<MeasuredPhase, string>> = {
  dns: 'DnsMs',
  tcp: 'TcpMs',
  tls: 'TlsMs',
  http: 'HttpMs',
  api: METRICS.api,
};

/** What tells one place's metrics from another's: the verifying function, whose place it is, and its Availability Zone. */
export interface MetricPlace {
  readonly function: string;
  readonly workload: string;
  readonly zone: string;
}

/** The one set of dimensions that every metric has. Whoever asks CloudWatch for fewer or others gets no data. */
export const dimensionsOf = ({ function: name, workload, zone }: MetricPlace) => ({
  service: METRIC_SERVICE,
  function: name,
  workload,
  zone,
});
