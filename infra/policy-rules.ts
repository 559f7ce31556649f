import type { Configuration } from './configuration.ts';

/** Of the statements that a policy with secrets or statements of one's own gets. */
const OWN_SIDS = ['Canaries', 'WithoutResource'];

/** A policy takes each Sid once. */
export function sidsDiffer({ endpointPolicy }: Configuration): string | null {
  if (typeof endpointPolicy === 'string' || !('document' in endpointPolicy)) return null;
  const given = endpointPolicy.document.Statement.flatMap(({ Sid }) => (typeof Sid === 'string' ? [Sid] : []));
  const all = [...OWN_SIDS, ...given];
  const repeated = all.find((sid, index) => all.indexOf(sid) !== index);
  if (repeated === undefined) return null;
  return `"endpointPolicy" has the Sid ${repeated} twice, counting the statements that are added (${OWN_SIDS.join(', ')})`;
}

/** AWS PrivateLink Guide: a policy has so many characters at most. */
const LONGEST_POLICY = 20_480;
/** What is added to the user's own, without the canaries' ARNs. */
const ADDED = 500;
/** Of a canary's ARN in the longest partition and Region, quoted, without its workload's name. */
const CANARY = 120;

export function policyHasRoom({ endpointPolicy, workloads }: Configuration): string | null {
  const { length } = JSON.stringify(endpointPolicy);
  const most = workloads.reduce((left, { name }) => left - CANARY - name.length, LONGEST_POLICY - ADDED);
  if (length <= most) return null;
  return `"endpointPolicy" has ${length} characters; at most ${most} fit beside the canary of each workload`;
}
