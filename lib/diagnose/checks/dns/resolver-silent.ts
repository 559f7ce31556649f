import { defineCheck } from '../../../model/check.ts';
import type { DnsOutcome } from '../../../model/dns.ts';
import { listOf } from '../../../words/list-of.ts';
import { lookAt } from '../../looks.ts';
import { useAmazonResolver } from '../../steps/names.ts';
import { secondsOf } from '../support/paths.ts';

const NO_ANSWER: ReadonlySet<DnsOutcome> = new Set(['silent', 'unreachable']);

/**
 * No answer at all, or no route to the server. Amazon's own resolver cannot be blocked by security groups or network ACLs, so silence points to a
 * resolver of your own: down, or port 53 (UDP, and TCP for large answers) closed on the path.
 * Source: VPC User Guide, "Amazon DNS server".
 */
export default defineCheck({
  code: 'dns/resolver-silent',
  title: "A DNS resolver doesn't answer",
  healthy: 'every configured resolver answers',
  needs: ['serviceDns', 'target'],
  wants: ['vpc'],
  evaluate({ serviceDns: { host, system, queries }, target, vpc }) {
    const silent = queries.flatMap((query, at) =>
      NO_ANSWER.has(query.outcome) && query.code !== 'ECONNREFUSED' && query.type === 'A' ? [{ query, at }] : [],
    );
    const lookupHung = system.outcome === 'silent';
    if (silent.length === 0 && !lookupHung) return 'ok';
    const servers = [...new Set(silent.map(({ query }) => query.server))];
    const who = servers.length > 0 ? listOf(servers) : 'getaddrinfo';
    return [
      {
        summary: `${who} didn't answer for ${host} within ${secondsOf(Math.max(system.tookMs, ...silent.map(({ query }) => query.tookMs)))}.`,
        severity: system.outcome === 'answered' ? 'degrading' : 'blocking',
        on: 'all',
        resources: servers,
        evidence: [
          { fact: 'serviceDns', path: 'system.outcome', shows: `getaddrinfo: ${system.outcome}` },
          ...silent.map(({ query, at }) => ({
            fact: 'serviceDns' as const,
            path: `queries[${at}].outcome`,
            shows: `${query.server}: ${query.outcome}${query.code ? ` (${query.code})` : ''} after ${secondsOf(query.tookMs)}`,
          })),
        ],
        candidates: [
          {
            cause: 'dns/custom-resolver-blocked',
            why: 'a security group or network ACL blocks port 53 to a resolver of your own',
          },
          { cause: 'dns/custom-resolver-down', why: "that resolver isn't running" },
          { cause: 'dns/vpc-support-off', why: 'enableDnsSupport is off for the VPC' },
        ],
        steps: [
          {
            say: "Allow outbound UDP and TCP 53 to the resolver in the client's security group",
            affects: 'source-group',
            undo: 'Remove the rule again',
            permissions: ['ec2:AuthorizeSecurityGroupEgress'],
            terraform: 'aws_vpc_security_group_egress_rule',
            cdk: 'securityGroup.addEgressRule(…)',
            effect: 'opens',
          },
        ],
        alternatives: [useAmazonResolver()],
        looks: vpc
          ? [
              {
                say: 'Check whether DNS support is on for the VPC',
                run: [
                  ...['aws', 'ec2', 'describe-vpc-attribute', '--region', target.region, '--vpc-id', vpc.VpcId],
                  ...['--attribute', 'enableDnsSupport'],
                ],
                from: 'anywhere',
              },
            ]
          : [
              lookAt(
                "Read the VPC's DHCP options and DNS attributes (ec2:DescribeDhcpOptions, ec2:DescribeVpcAttribute)",
              ),
            ],
      },
    ];
  },
});
