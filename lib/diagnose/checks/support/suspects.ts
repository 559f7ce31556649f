import type { ObservedPath } from '../../../model/observed-path.ts';
import type { PredictedPath } from '../../../model/predicted-path.ts';
import type { Candidate, Problem } from '../../../model/problem.ts';

/** How a network ACL can drop requests or replies. */
export const ACL_CANDIDATES: readonly Candidate[] = [
  { cause: 'nacl/endpoint-ingress-443', why: "the network ACL of the endpoint's subnet drops 443" },
  { cause: 'nacl/client-ingress-ephemeral', why: "the network ACL of the client's subnet drops the replies" },
  { cause: 'nacl/endpoint-egress-ephemeral', why: "the network ACL of the endpoint's subnet drops the replies" },
  { cause: 'nacl/client-egress-443', why: "the network ACL of the client's subnet drops 443" },
  { cause: 'nacl/partial-ephemeral', why: "a network ACL lets replies pass to a part of the client's ports only" },
];

/** What is left where no rule that was read drops anything. */
export const BEYOND_CONFIGURATION = {
  candidates: [
    { cause: 'endpoint/eni-unhealthy', why: 'the interface itself is out of order' },
    { cause: 'route/firewall', why: 'a firewall or appliance on the path drops; its rules were not read' },
    { cause: 'sg/propagation', why: 'a rule was changed seconds ago' },
  ],
  wouldDecide: 'VPC Flow Logs of the interface, or one run of Reachability Analyzer (billed)',
  fixes: [
    {
      say: 'Run this again in a minute; if it stays so, look at the flow logs of the interface and at firewalls on the path',
    },
  ],
} as const satisfies Pick<Problem, 'candidates' | 'wouldDecide' | 'fixes'>;

/** Whether configuration was read and says that every path to these addresses is open. */
export const isOpenByConfiguration = (
  paths: readonly ObservedPath[],
  predictedPaths: readonly PredictedPath[],
): boolean =>
  paths.every((path) => {
    const own = predictedPaths.filter((predicted) => predicted.address === path.address);
    return own.length > 0 && own.every((predicted) => predicted.evaluation.predicted === 'open');
  });
