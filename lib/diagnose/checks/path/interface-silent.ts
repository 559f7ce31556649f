import { defineCheck } from '../../../model/check.ts';
import type { ObservedPath } from '../../../model/observed-path.ts';
import type { Candidate } from '../../../model/problem.ts';
import type { Target } from '../../../model/run.ts';
import type { Look } from '../../../model/step.ts';
import { shortList } from '../../../words/list-of.ts';
import { describeInterfaces, lookAt } from '../../looks.ts';
import { attemptsOn, describePath, describePaths, secondsOf, severityOn, silentEvidence } from '../support/paths.ts';
import { ACL_CANDIDATES, BEYOND_CONFIGURATION, isOpenByConfiguration } from '../support/suspects.ts';

/**
 * One of the endpoint's interfaces is silent while another answers. What both share (the client's groups, the endpoint, its
 * name) works, so the fault is in what they don't share: that subnet's network ACL, that interface, that address family.
 * A single call never shows this, since programs go on with the address that answers.
 */
export default defineCheck({
  code: 'path/interface-silent',
  title: "One of the endpoint's interfaces doesn't answer",
  healthy: 'every interface that was tried answers',
  needs: ['paths', 'tcp', 'target'],
  wants: ['predictedPaths'],
  evaluate({ paths, tcp, target, predictedPaths = [] }) {
    // An address that isn't the endpoint's is none of its interfaces; dns/private-not-endpoint reports it.
    const inside = paths.filter((path) => path.inVpc !== false && path.owner !== 'other');
    const open = inside.filter((path) => path.tcp === 'open');
    const silent = attemptsOn(tcp, inside, (attempt) => attempt.outcome === 'silent');
    if (open.length === 0) return 'not-applicable';
    if (silent.length === 0) return 'ok';
    const where = silent.map(({ path }) => path);
    return [
      {
        summary: `${describePaths(where)} didn't answer within ${secondsOf(Math.max(...silent.map(({ attempt }) => attempt.tookMs)))}, while ${shortList(open.map(describePath))} did.`,
        severity: severityOn(paths),
        on: where.map((path) => path.id),
        resources: where.map((path) => path.networkInterfaceId ?? path.address),
        evidence: silentEvidence(silent),
        ...(isOpenByConfiguration(where, predictedPaths)
          ? BEYOND_CONFIGURATION
          : { candidates: candidatesFor(where, open), steps: [], looks: looksAt(where, target) }),
      },
    ];
  },
});

const looksAt = (where: readonly ObservedPath[], target: Target): readonly Look[] => [
  ...describeInterfaces(
    'Compare the silent interface with one that answers: status, groups, subnet',
    where.flatMap((path) => path.networkInterfaceId ?? []),
    target,
  ),
  lookAt(
    "Compare the network ACLs of their subnets and the client's: 443 to the endpoint, and the replies to the client's ephemeral ports (ec2:DescribeNetworkAcls)",
  ),
];

function candidatesFor(silent: readonly ObservedPath[], open: readonly ObservedPath[]): readonly Candidate[] {
  if (silent.every((path) => path.family === 6) && open.every((path) => path.family === 4)) {
    return [
      { cause: 'sg/v4-only', why: 'a security group has rules for IPv4 only' },
      { cause: 'nacl/v6-missing', why: 'a network ACL has no entries for IPv6' },
    ];
  }
  return [
    ...ACL_CANDIDATES,
    {
      cause: 'sg/client-egress-cidr',
      why: "the client's security group only allows a range that excludes this address",
    },
    { cause: 'endpoint/eni-not-in-use', why: "the interface isn't attached" },
    { cause: 'endpoint/eni-unhealthy', why: 'the interface itself is broken' },
  ];
}
