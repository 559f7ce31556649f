export { crashesOn, reportOf } from '../../lib/report/report.ts';
export { failWhere } from './fail-on.ts';
export { fitting } from './fitting.ts';
export { logCrashes, logReport, publishMetrics } from './publish.ts';
