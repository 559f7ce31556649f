import type { ObservedPath } from '../../../model/observed-path.ts';
import type { PredictedPath } from '../../../model/predicted-path.ts';
import type { Candidate, Problem, Repair } from '../../../model/problem.ts';
import { lookAgain, lookAt } from '../../looks.ts';

/** How a network ACL can drop requests or replies. */
export const ACL_CANDIDATES: readonly Candidate[] = [
  { cause: 'nacl/endpoint-ingress-443', why: "the network ACL of the endpoint's subnet drops 443" },
  { cause: 'nacl/client-ingress-ephemeral', why: "the network ACL of the client's subnet drops the replies" },
  { cause: 'nacl/endpoint-egress-ephemeral', why: "the network ACL of the endpoint's subnet drops the replies" },
  { cause: 'nacl/client-egress-443', why: "the network ACL of the client's subnet drops 443" },
  { cause: 'nacl/partial-ephemeral', why: "a network ACL allows replies to only some of the client's ports" },
];

/** What is on purpose, and ends by itself. */
export const EXPERIMENT_CANDIDATES: readonly Candidate[] = [
  { cause: 'sg/fault-experiment', why: "a fault injection experiment has replaced the endpoint's security groups" },
  { cause: 'nacl/fault-experiment', why: "a fault injection experiment has replaced a subnet's network ACL" },
];

/** What is left where no rule that was read drops anything. */
export const BEYOND_CONFIGURATION = {
  candidates: [
    { cause: 'endpoint/eni-unhealthy', why: 'the interface itself is broken' },
    { cause: 'route/firewall', why: 'a firewall on the path drops the packets; its rules were not read' },
    { cause: 'sg/propagation', why: 'a rule was changed seconds ago' },
  ],
  steps: [],
  looks: [
    lookAgain('Run this again in a minute'),
    lookAt("Read the interface's VPC Flow Logs, or run Reachability Analyzer once (billed)"),
  ],
} as const satisfies Repair & Pick<Problem, 'candidates'>;

/** Whether configuration was read and says that every path to these addresses is open. */
export const isOpenByConfiguration = (
  paths: readonly ObservedPath[],
  predictedPaths: readonly PredictedPath[],
): boolean =>
  paths.every((path) => {
    const own = predictedPaths.filter((predicted) => predicted.address === path.address);
    return own.length > 0 && own.every((predicted) => predicted.evaluation.predicted === 'open');
  });
