import { fileURLToPath } from 'node:url';
import type { Facts } from '../../lib/model/facts.ts';
import { RENDERERS } from '../../lib/report/render/index.ts';
import { reportOf } from '../../lib/report/report.ts';

/** Recorded worlds, by the scenario that they were recorded from. */
export const CASES = [
  'healthy-two-zones',
  'interface-dead',
  'endpoint-group-closed',
  'public-answer-nat',
  'public-answer-isolated',
  'public-answer-endpoint-closed',
  'custom-resolver-public',
  'resolver-silent',
  'name-not-found',
  'tls-intercepted',
  'endpoint-policy-omits',
  'role-lacks-permission',
  'secret-absent',
  'service-truncates',
] as const;

export const folderOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Every format of the report that the facts lead to, by file name. */
export function goldenOf(facts: Facts): Readonly<Record<string, string>> {
  const report = reportOf(facts);
  return { 'report.json': RENDERERS.json(report), 'report.txt': RENDERERS.text(report) };
}
