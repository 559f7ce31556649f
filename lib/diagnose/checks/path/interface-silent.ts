import { defineCheck } from '../../../model/check.ts';
import type { ObservedPath } from '../../../model/observed-path.ts';
import type { Candidate, Fix } from '../../../model/problem.ts';
import { shortList } from '../../../words/list-of.ts';
import { attemptsOn, describePath, describePaths, secondsOf, severityOn, silentEvidence } from '../support/paths.ts';
import { ACL_CANDIDATES, BEYOND_CONFIGURATION, isOpenByConfiguration } from '../support/suspects.ts';

/**
 * One interface of the endpoint is silent while another answers. What both share (the client's groups, the endpoint, its
 * name) works, so the fault is in what they do not share: that subnet's network ACL, that interface, that address family.
 * A call alone never sees this, since programs go on with the address that answers.
 */
export default defineCheck({
  code: 'path/interface-silent',
  title: 'One of the interfaces of the endpoint does not answer',
  healthy: 'every interface that was tried answers',
  needs: ['paths', 'tcp'],
  wants: ['predictedPaths'],
  evaluate({ paths, tcp, predictedPaths = [] }) {
    // A stranger's address is no interface of the endpoint; dns/private-not-endpoint speaks of it.
    const inside = paths.filter((path) => path.inVpc !== false && path.owner !== 'other');
    const open = inside.filter((path) => path.tcp === 'open');
    const silent = attemptsOn(tcp, inside, (attempt) => attempt.outcome === 'silent');
    if (open.length === 0) return 'not-applicable';
    if (silent.length === 0) return 'ok';
    const where = silent.map(({ path }) => path);
    return [
      {
        summary: `${describePaths(where)} did not answer within ${secondsOf(Math.max(...silent.map(({ attempt }) => attempt.tookMs)))}, while ${shortList(open.map(describePath))} did.`,
        severity: severityOn(paths),
        on: where.map((path) => path.id),
        resources: where.map((path) => path.networkInterfaceId ?? path.address),
        evidence: silentEvidence(silent),
        ...(isOpenByConfiguration(where, predictedPaths)
          ? BEYOND_CONFIGURATION
          : { candidates: candidatesFor(where, open), wouldDecide: WOULD_DECIDE, fixes: fixesFor(where) }),
      },
    ];
  },
});

const fixesFor = (where: readonly ObservedPath[]): readonly Fix[] => [
  {
    say: 'Compare the silent interface with one that answers: status, groups, subnet',
    run: [
      'aws',
      'ec2',
      'describe-network-interfaces',
      '--network-interface-ids',
      ...where.map((path) => path.networkInterfaceId ?? 'ENI_ID'),
    ],
  },
  {
    say: "Compare their subnets' network ACLs: 443 in from the client's subnet, and the replies out to its ephemeral ports (Lambda: 1024-65535)",
  },
];

const WOULD_DECIDE =
  "the network ACLs of that subnet and of the client's, and the groups and status of that interface (ec2:DescribeNetworkAcls, ec2:DescribeNetworkInterfaces)";

function candidatesFor(silent: readonly ObservedPath[], open: readonly ObservedPath[]): readonly Candidate[] {
  if (silent.every((path) => path.family === 6) && open.every((path) => path.family === 4)) {
    return [
      { cause: 'sg/v4-only', why: 'a security group has rules for IPv4 alone' },
      { cause: 'nacl/v6-missing', why: 'a network ACL has no entries for IPv6' },
    ];
  }
  return [
    ...ACL_CANDIDATES,
    { cause: 'sg/client-egress-cidr', why: "the client's security group allows only a range without that address" },
    { cause: 'endpoint/eni-not-in-use', why: 'the interface is not attached' },
    { cause: 'endpoint/eni-unhealthy', why: 'the interface itself is out of order' },
  ];
}
