import { defineCheck, outcomeOf } from '../../../model/check.ts';
import type { ObservedPath } from '../../../model/observed-path.ts';
import type { PredictedPath } from '../../../model/predicted-path.ts';
import type { Candidate, Problem, Repair } from '../../../model/problem.ts';
import type { Target } from '../../../model/run.ts';
import { isNat64 } from '../../../net/nat64.ts';
import { lookAt, whoseAddress } from '../../looks.ts';
import { attemptsOn, describePaths, secondsOf, severityOn, silentEvidence } from '../support/paths.ts';
import {
  ACL_CANDIDATES,
  BEYOND_CONFIGURATION,
  EXPERIMENT_CANDIDATES,
  isOpenByConfiguration,
} from '../support/suspects.ts';

/**
 * SYNs are never answered, by any address of a kind. Security groups, network ACLs, missing routes and dead interfaces all
 * drop silently and look the same from inside; only the configuration shows the rule.
 */
export default defineCheck({
  code: 'path/packets-dropped',
  title: 'Connections to port 443 are never answered',
  healthy: 'connections to port 443 are answered',
  needs: ['paths', 'tcp', 'target'],
  wants: ['predictedPaths'],
  evaluate({ paths, tcp, target, predictedPaths = [] }) {
    const problems = [paths.filter((path) => path.inVpc !== false), paths.filter((path) => path.inVpc === false)]
      .filter((group) => group.some((path) => path.tcp === 'silent') && !group.some((path) => path.tcp === 'open'))
      .map((group): Problem => {
        const silent = attemptsOn(tcp, group, (attempt) => attempt.outcome === 'silent');
        const where = silent.map(({ path }) => path);
        const waited = Math.max(...silent.map(({ attempt }) => attempt.tookMs));
        return {
          summary: `No answer from ${describePaths(where)} on port ${target.port} within ${secondsOf(waited)}: packets are dropped on the path there or back.`,
          severity: severityOn(paths),
          on: where.map((path) => path.id),
          resources: where.map((path) => path.networkInterfaceId ?? path.address),
          evidence: silentEvidence(silent),
          ...suspectsOf(where, predictedPaths, target),
        };
      });
    return outcomeOf(problems);
  },
});

function suspectsOf(
  silent: readonly ObservedPath[],
  predictedPaths: readonly PredictedPath[],
  target: Target,
): Repair & Pick<Problem, 'candidates'> {
  if (isOpenByConfiguration(silent, predictedPaths)) return BEYOND_CONFIGURATION;
  return {
    candidates: candidatesFor(silent),
    steps: [],
    looks: [
      ...(silent.some(isNobodys) ? [whoseAddress(silent.filter(isNobodys), target)] : []),
      lookAt(
        'Read the security groups, network ACLs and routes in the path (ec2:DescribeSecurityGroups, ec2:DescribeNetworkAcls, ec2:DescribeRouteTables)',
      ),
    ],
  };
}

/** What else it may be if the endpoint is known to be in another network. */
const BEHIND_A_ROUTE: readonly Candidate[] = [
  {
    cause: 'sg/endpoint-ingress-missing',
    why: "the endpoint's security group doesn't allow port 443 from the client's range",
  },
  { cause: 'route/return-missing', why: "the endpoint's subnet has no route back to the client" },
  { cause: 'route/blackhole', why: 'the route there points to a target that no longer exists' },
];

/** Whether packets to it go through NAT64. */
const isTranslated = ({ address }: ObservedPath): boolean => isNat64(address);

/** What an endpoint sees behind NAT64 is no address of the client's. */
const BEHIND_NAT64: readonly Candidate[] = [
  {
    cause: 'sg/ingress-cidr-excludes-subnet',
    why: "the path goes through NAT64, and the endpoint's group doesn't allow the NAT gateway's address, which it sees as the client's",
  },
];

/** Whether nothing tells that it is the endpoint's. */
const isNobodys = ({ owner }: ObservedPath): boolean => owner !== 'endpoint';

/** Advice about the endpoint's group helps nobody whose packets go elsewhere. */
const NOT_THE_ENDPOINT: readonly Candidate[] = [
  {
    cause: 'dns/public-answer',
    why: "nothing here tells that these are the endpoint's addresses: they may be the service's public ones",
  },
  { cause: 'dns/private-not-endpoint', why: "or those of something else: another endpoint's, or of one that is gone" },
];

function candidatesFor(silent: readonly ObservedPath[]): readonly Candidate[] {
  const egress = "the client's security group doesn't allow outbound 443";
  if (silent.every((path) => path.inVpc === false)) {
    return [
      {
        cause: 'route/no-route-to-hub',
        why: 'the addresses are outside the VPC, and the subnet has no route to them',
      },
      { cause: 'sg/client-egress-missing', why: `${egress} to them` },
      ...(silent.every((path) => path.owner === 'endpoint') ? BEHIND_A_ROUTE : []),
    ];
  }
  return [
    ...(silent.some(isNobodys) ? NOT_THE_ENDPOINT : []),
    ...(silent.some(isTranslated) ? BEHIND_NAT64 : []),
    {
      cause: 'sg/endpoint-ingress-missing',
      why: "the endpoint's security group doesn't allow port 443 from the client (the most common cause)",
    },
    { cause: 'sg/client-egress-missing', why: egress },
    ...ACL_CANDIDATES,
    ...EXPERIMENT_CANDIDATES,
    ...(silent.every((path) => path.owner === 'endpoint')
      ? []
      : [{ cause: 'dns/phz-stale-ip', why: 'the addresses belonged to an endpoint that was deleted' } as const]),
  ];
}
