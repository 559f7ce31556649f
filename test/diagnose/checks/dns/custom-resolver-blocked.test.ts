import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/dns/custom-resolver-blocked.ts';
import type { IpPermission } from '../../../../lib/model/aws.ts';
import { unseen } from '../../../../lib/model/observation.ts';
import { reportOf } from '../../../../lib/report/report.ts';
import { checkTable } from '../../../support/check-table.ts';
import {
  acl,
  acls,
  configured,
  groups,
  HEALTHY_CONFIGURATION,
  INTERFACES,
  inspected,
  networkInterface,
  WITHOUT_OPTION_SET,
} from '../../../support/configuration.ts';
import { byCidr, entry, LAST_ENTRIES, permission, securityGroup, tcpEntry } from '../../../support/network.ts';
import { expectUndecided } from '../../../support/public-answer-world.ts';
import { ENI_A, factsOf, query, resolvesNot, resolvesTo } from '../../../support/world.ts';

const OWN = '10.0.2.53';
const SECOND = '10.0.2.54';
const NOT_FOUND = { outcome: 'name-not-found', code: 'ENOTFOUND' } as const;

const asking = (...servers: readonly string[]) => ({
  dhcpOptions: {
    DhcpOptionsId: 'dopt-1',
    DhcpConfigurations: [{ Key: 'domain-name-servers', Values: servers.map((Value) => ({ Value })) }],
  },
});

const udp53 = (CidrIp: string): IpPermission =>
  permission({ IpProtocol: 'udp', FromPort: 53, ToPort: 53, IpRanges: [{ CidrIp }] });
/** The client may speak to the endpoint, and ask one resolver. */
const mayAsk = (cidr: string) => groups({ egress: [byCidr('10.0.0.0/16'), udp53(cidr)] });

/** Two forwarders of one's own beside the endpoint; all is known of them, and one may be asked. */
const KNOWN = {
  networkInterfaces: [
    ...INTERFACES,
    ...[OWN, SECOND].map((address) =>
      networkInterface(`eni-${address}`, 'subnet-b', address, { Groups: [{ GroupId: 'sg-dns' }] }),
    ),
  ],
  securityGroups: [...mayAsk(`${OWN}/32`), securityGroup('sg-dns', { IpPermissions: [udp53('10.0.0.0/16')] })],
};

const SILENT = {
  serviceDns: resolvesNot(
    { outcome: 'server-failed', code: 'EAI_AGAIN' },
    { outcome: 'silent', code: 'ETIMEOUT', server: OWN, tookMs: 3_000 },
  ),
  secret: unseen('skipped', 'the name led to no address'),
};

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'the VPC has no DHCP option set', world: inspected({ vpc: WITHOUT_OPTION_SET, dhcpOptions: null }) },
    { when: 'every filter on the path lets DNS pass', world: inspected({ ...KNOWN, ...asking(OWN) }) },
  ],
  nearMiss: [
    {
      when: "Amazon's resolver is named by its address, which no group can close",
      world: inspected(asking('10.0.0.2')),
    },
    { when: "Amazon's resolver is named by its link-local address", world: inspected(asking('169.254.169.253')) },
    {
      when: "Amazon's resolver is named beside a server that is closed",
      world: inspected(asking('AmazonProvidedDNS', OWN)),
    },
    {
      when: 'one of two servers can be asked',
      world: inspected({ ...KNOWN, ...asking(SECOND, OWN) }),
    },
    {
      when: 'the rules say closed, and the server answered',
      world: configured({ ...asking(OWN), serviceDns: resolvesTo([ENI_A], { queries: [query({ server: OWN })] }) }),
    },
    {
      when: 'the rules say closed, and the server answered that it does not know the name',
      world: configured({ ...asking(OWN), serviceDns: resolvesNot(NOT_FOUND, { ...NOT_FOUND, server: OWN }) }),
    },
  ],
  reporting: [
    {
      when: 'neither of two servers can be asked',
      world: inspected({ ...KNOWN, ...asking(SECOND, '10.0.2.55') }),
      problems: [{ severity: 'degrading', resources: ['sg-client', SECOND, '10.0.2.55'] }],
      says: ['sg-client', `${SECOND} and 10.0.2.55`],
    },
    {
      when: 'the group lets out TCP 443 alone, and the resolver is silent',
      world: configured({ ...asking(OWN), ...SILENT }),
      problems: [
        {
          severity: 'blocking',
          on: 'all',
          resources: ['sg-client', OWN],
          explains: ['dns/resolver-silent', 'dns/resolver-failing'],
        },
      ],
      says: [OWN, 'sg-client', 'UDP 53'],
    },
    {
      when: 'nobody has asked for the name, as a prediction',
      world: inspected(asking('192.168.0.53', '192.168.1.53')),
      problems: [
        {
          severity: 'degrading',
          resources: ['sg-client', '192.168.0.53', '192.168.1.53'],
          steps: [
            {
              say: 'Allow UDP and TCP 53 from the client to 192.168.0.53 and 192.168.1.53 in sg-client',
              affects: 'source-group',
              undo: 'Remove the rule again',
              permissions: ['ec2:AuthorizeSecurityGroupEgress'],
            },
          ],
        },
      ],
      says: ['192.168.0.53 and 192.168.1.53', 'sg-client'],
    },
    {
      when: 'the ACL lets TCP pass and no UDP',
      world: inspected({
        ...asking(OWN),
        securityGroups: mayAsk(`${OWN}/32`),
        networkAcls: acls({ client: [entry(100), tcpEntry(100, 0, 65_535, { Egress: true }), ...LAST_ENTRIES] }),
      }),
      problems: [{ severity: 'degrading', resources: ['acl-client', OWN] }],
      says: ['acl-client', OWN],
    },
    {
      when: 'the ACL lets the question out and no answer in',
      world: inspected({
        ...asking(OWN),
        securityGroups: mayAsk(`${OWN}/32`),
        networkAcls: acls({ client: [tcpEntry(100, 1_024, 65_535), entry(100, { Egress: true }), ...LAST_ENTRIES] }),
      }),
      problems: [
        {
          severity: 'degrading',
          resources: ['acl-client', OWN],
          steps: [
            {
              say: `Allow UDP and TCP answers from ${OWN} to the client's ephemeral ports in acl-client`,
              affects: 'subnet',
              undo: 'Delete the entry again',
              permissions: ['ec2:CreateNetworkAclEntry'],
            },
          ],
        },
      ],
      says: ['acl-client', 'the answers from there'],
    },
  ],
});

test('the resolver that is silent follows from it', () => {
  const { verdict, rootCause, causes } = reportOf(
    factsOf(
      configured({ ...asking(OWN), ...SILENT, vpcResolverDns: { queries: [query({ server: '169.254.169.253' })] } }),
    ),
  );
  expect({ verdict, rootCause }).toEqual({ verdict: 'broken', rootCause: check.code });
  expect(causes[0]?.accountsFor.map((one) => one.code)).toContain('dns/resolver-silent');
});

test.each([
  {
    when: 'the groups of the server are not known',
    world: inspected({ ...asking(OWN), securityGroups: mayAsk(`${OWN}/32`) }),
  },
  {
    when: 'one of two servers is closed and nothing is known of the other',
    world: inspected({ ...asking('192.168.0.53', OWN), securityGroups: mayAsk(`${OWN}/32`) }),
  },
  {
    when: 'no ACL stands between client and server, which are in one subnet',
    world: inspected({
      ...asking('10.0.7.53'),
      securityGroups: mayAsk('10.0.7.53/32'),
      networkAcls: acls({ client: LAST_ENTRIES }),
    }),
  },
  {
    when: "the ACL of one of the client's two subnets lets DNS pass",
    world: inspected({
      ...asking(OWN),
      securityGroups: mayAsk(`${OWN}/32`),
      source: { ...HEALTHY_CONFIGURATION.source, subnetIds: ['subnet-a', 'subnet-client'] },
      networkAcls: [acl('acl-closed', ['subnet-a'], LAST_ENTRIES), acl('acl-open', ['subnet-client', 'subnet-b'])],
    }),
  },
  {
    when: "the rules of one of the client's groups are not known",
    world: inspected({
      ...asking(OWN),
      source: { ...HEALTHY_CONFIGURATION.source, securityGroupIds: ['sg-client', 'sg-unread'] },
    }),
  },
  {
    when: 'the groups could not be read',
    world: configured({ ...asking(OWN), ...SILENT, securityGroups: unseen('denied', 'ec2:DescribeSecurityGroups') }),
  },
])('neither accuses nor clears where $when', ({ world }) => {
  expectUndecided(check, world);
});
