import check from '../../../../lib/diagnose/checks/path/contradicts-configuration.ts';
import { checkTable } from '../../../support/check-table.ts';
import { acls, configured, groups, INTERFACES } from '../../../support/configuration.ts';
import { byCidr, entry, LAST_ENTRIES, securityGroup, tcpEntry } from '../../../support/network.ts';
import {
  anyClientAddress,
  dualStack,
  halfSilenced,
  silenced,
  twoClientSubnets,
} from '../../../support/silent-world.ts';
import { ENI_A, ENI_A_IPV6, ENI_B, PUBLIC, resolvesTo, silentTcp, tcp, tcpToBoth } from '../../../support/world.ts';

const closed = { securityGroups: groups({ ingress: [] }) };
const closedAt = (address: string) => ({
  networkInterfaces: INTERFACES.map((one) =>
    one.PrivateIpAddress === address ? { ...one, Groups: [{ GroupId: 'sg-closed' }] } : one,
  ),
  securityGroups: [...groups(), securityGroup('sg-closed')],
});
const oneSubnetOpen = { ...twoClientSubnets, securityGroups: groups({ ingress: [byCidr('10.0.7.0/24')] }) };
const halfOpen = { ...anyClientAddress, securityGroups: groups({ ingress: [byCidr('10.0.7.0/25')] }) };
const someReplies = {
  networkAcls: acls({ client: [tcpEntry(100, 32_768, 61_000), entry(100, { Egress: true }), ...LAST_ENTRIES] }),
};
const unreadAcl = { networkAcls: acls().slice(1) };
const BEYOND = [
  { say: 'Run this again in a minute', from: 'workload' },
  { say: "Read the interface's VPC Flow Logs, or run Reachability Analyzer once (billed)", from: 'anywhere' },
] as const;

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'nothing answers, as configuration says', world: silenced(closed) },
    { when: 'one interface answers and one does not, as configuration says', world: halfSilenced(closedAt(ENI_B)) },
    { when: 'both subnets of the client are open and connections are accepted', world: configured(twoClientSubnets) },
  ],
  nearMiss: [
    { when: 'one of two subnets is open, and nothing answers', world: silenced(oneSubnetOpen) },
    { when: 'one of two subnets is closed, and connections are accepted', world: configured(oneSubnetOpen) },
    { when: 'a part of the subnet is let in, and nothing answers', world: silenced(halfOpen) },
    { when: 'a part of the subnet is let in, and connections are accepted', world: configured(halfOpen) },
    { when: 'a part of the ephemeral ports is open, and nothing answers', world: silenced(someReplies) },
    { when: 'a part of the ephemeral ports is open, and connections are accepted', world: configured(someReplies) },
    { when: 'an ACL was not read, and nothing answers', world: silenced(unreadAcl) },
    { when: 'an ACL was not read, and connections are accepted', world: configured(unreadAcl) },
    {
      when: 'the way is open and the port refuses, which packets reached',
      world: configured({ tcp: tcpToBoth({ outcome: 'refused', code: 'ECONNREFUSED' }) }),
    },
    {
      when: 'the way is open and there was too little time to tell silence',
      world: configured({ tcp: tcpToBoth({ outcome: 'unfinished' }) }),
    },
    {
      when: 'an address that is not of the endpoint does not answer',
      world: configured({ serviceDns: resolvesTo([PUBLIC]), tcp: [silentTcp(PUBLIC), ...tcpToBoth()] }),
    },
  ],
  reporting: [
    {
      when: 'every way is open, and nothing answers',
      world: silenced(),
      problems: [
        {
          severity: 'advisory',
          on: [ENI_A, ENI_B],
          resources: ['eni-0aaa', 'eni-0bbb'],
          evidence: [
            { fact: 'tcp', path: '[0].outcome', shows: `${ENI_A}: silent` },
            { fact: 'tcp', path: '[1].outcome', shows: `${ENI_B}: silent` },
          ],
          steps: [],
          looks: BEYOND,
        },
      ],
      says: ['is open, but nothing answered', `${ENI_A} (eni-0aaa in eu-west-2a)`, `${ENI_B} (eni-0bbb in eu-west-2b)`],
    },
    {
      when: 'every way is open, and one interface does not answer',
      world: halfSilenced(),
      problems: [{ severity: 'advisory', on: [ENI_B], resources: ['eni-0bbb'] }],
      says: [`the path to ${ENI_B}`, 'is open, but nothing answered'],
    },
    {
      when: 'both subnets of the client are open, and nothing answers',
      world: silenced(twoClientSubnets),
      problems: [{ severity: 'advisory', on: [ENI_A, ENI_B] }],
      says: ['is open, but nothing answered'],
    },
    {
      when: 'every way is closed, and connections are accepted',
      world: configured(closed),
      problems: [
        {
          severity: 'advisory',
          on: [ENI_A, ENI_B],
          candidates: [
            { cause: 'sg/propagation', why: 'a rule was removed seconds ago' },
            {
              cause: 'function/other-sg-than-workload',
              why: 'packets came from a different client than the one whose configuration was read',
            },
          ],
        },
      ],
      says: ['is blocked, but connections were accepted', ENI_A, ENI_B],
    },
    {
      when: 'packets do the opposite on both ways',
      world: halfSilenced(closedAt(ENI_A)),
      problems: [{ severity: 'advisory', on: [ENI_B, ENI_A] }],
      says: [
        `the path to ${ENI_B}`,
        'nothing answered. The configuration says the path to 10.0.1.100',
        'connections were accepted',
      ],
    },
    {
      when: 'the way to an IPv6 address is open, and that one does not answer',
      world: configured({
        ...dualStack,
        serviceDns: resolvesTo([ENI_A, ENI_B, ENI_A_IPV6]),
        tcp: [...tcpToBoth(), silentTcp(ENI_A_IPV6)],
      }),
      problems: [{ severity: 'advisory', on: [ENI_A_IPV6], resources: ['eni-0aaa'] }],
      says: [ENI_A_IPV6],
    },
    {
      when: 'the name leads elsewhere, and the endpoint that is open does not answer',
      world: silenced({ serviceDns: resolvesTo([PUBLIC]), tcp: [tcp(PUBLIC), silentTcp(ENI_A), silentTcp(ENI_B)] }),
      problems: [
        {
          severity: 'advisory',
          on: [ENI_A, ENI_B],
          evidence: [
            { fact: 'tcp', path: '[1].outcome', shows: `${ENI_A}: silent` },
            { fact: 'tcp', path: '[2].outcome', shows: `${ENI_B}: silent` },
          ],
        },
      ],
      says: [ENI_A, ENI_B],
    },
  ],
});
