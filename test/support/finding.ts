import type { Finding } from '../../lib/model/analysis.ts';
import type { Code } from '../../lib/model/codes.ts';

/** A finding of which only the code matters, and what is changed of it. */
export const finding = (code: Code, change: Partial<Finding> = {}): Finding => ({
  code,
  title: code,
  summary: code,
  severity: 'blocking',
  on: 'all',
  resources: [],
  evidence: [],
  steps: [],
  ...change,
});
