import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/nacl/client-egress-443.ts';
import { allowInAclSomehow } from '../../../../lib/diagnose/steps/acls.ts';
import type { NetworkAclEntry } from '../../../../lib/model/aws.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { acls, configured, INTERFACES, inspected, networkInterface } from '../../../support/configuration.ts';
import { entry, LAST_ENTRIES, tcpEntry } from '../../../support/network.ts';
import { dualStack, halfSilenced, silenced } from '../../../support/silent-world.ts';
import { ENI_A, ENI_A_IPV6, ENI_B, resolvesTo, silentTcp, tcpToBoth } from '../../../support/world.ts';

const OUT = { Egress: true } as const;
const DENY = { Egress: true, RuleAction: 'deny' } as const;
/** The client's ACL lets everything in, and out what these entries let. */
const lettingOut = (...entries: readonly NetworkAclEntry[]) => ({
  networkAcls: acls({ client: [entry(100), ...entries, ...LAST_ENTRIES] }),
});
const allowingTo = (ruleNumber: number, address: string) => ({
  say: `Allow outbound TCP 443 to ${address}/32 in acl-client`,
  run: [
    ...'aws ec2 create-network-acl-entry --region eu-west-2 --network-acl-id acl-client --egress'.split(' '),
    ...`--rule-number ${ruleNumber} --protocol tcp --port-range From=443,To=443 --cidr-block ${address}/32`.split(' '),
    ...['--rule-action', 'allow'],
  ],
  affects: 'subnet' as const,
  undo: [
    ...'aws ec2 delete-network-acl-entry --region eu-west-2 --network-acl-id acl-client --egress'.split(' '),
    ...['--rule-number', String(ruleNumber)],
  ],
  permissions: ['ec2:CreateNetworkAclEntry'],
});
const insideClientSubnet = (...others: typeof INTERFACES) => ({
  networkInterfaces: [networkInterface('eni-0aaa', 'subnet-client', '10.0.7.100'), ...others],
});

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: "the endpoint's ACL drops everything", world: silenced({ networkAcls: acls({ endpoint: LAST_ENTRIES }) }) },
    { when: "the endpoint's ACL was not read", world: inspected({ networkAcls: acls().slice(0, 1) }) },
    {
      when: "the client's ACL drops the replies alone",
      world: silenced({ networkAcls: acls({ client: [entry(100, OUT), ...LAST_ENTRIES] }) }),
    },
  ],
  nearMiss: [
    {
      when: 'the denying entry stands first in the list and has the higher number',
      world: inspected(lettingOut(tcpEntry(200, 443, 443, DENY), entry(100, OUT))),
    },
    {
      when: 'denying entries before the allowing one are for other ports, protocols and addresses',
      world: inspected(
        lettingOut(
          tcpEntry(10, 80, 80, DENY),
          tcpEntry(20, 444, 65_535, DENY),
          entry(30, { ...DENY, Protocol: '17' }),
          tcpEntry(40, 443, 443, { ...DENY, CidrBlock: '10.0.7.0/24' }),
          entry(100, OUT),
        ),
      ),
    },
    {
      when: 'nothing but TCP 443 to the two subnets is let out',
      world: inspected(
        lettingOut(
          tcpEntry(100, 443, 443, { ...OUT, CidrBlock: '10.0.1.0/24' }),
          tcpEntry(110, 443, 443, { ...OUT, CidrBlock: '10.0.2.0/24' }),
        ),
      ),
    },
    {
      when: "all interfaces are in the client's subnet, where ACLs do not apply",
      world: inspected({
        ...lettingOut(),
        ...insideClientSubnet(networkInterface('eni-0bbb', 'subnet-client', '10.0.7.101')),
      }),
    },
    {
      when: 'it is inbound 443 that is denied',
      world: inspected({
        networkAcls: acls({
          client: [tcpEntry(50, 443, 443, { RuleAction: 'deny' }), entry(100), entry(100, OUT), ...LAST_ENTRIES],
        }),
      }),
    },
    { when: 'connections are accepted although the ACL denies them', world: configured(lettingOut()) },
    { when: 'there is no entry for IPv6, which is not used', world: configured({ ...dualStack, networkAcls: acls() }) },
  ],
  reporting: [
    {
      when: 'no entry lets anything out, and nothing answers',
      world: silenced(lettingOut()),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A, ENI_B],
          resources: ['acl-client'],
          explains: ['path/packets-dropped', 'path/interface-silent'],
          steps: [allowingTo(32_766, ENI_A), allowingTo(32_765, ENI_B)],
        },
      ],
      says: ['acl-client', 'subnet-client', 'blocks outbound TCP 443', 'rule * denies', '10.0.7.20', ENI_A, ENI_B],
    },
    {
      when: 'configuration only, an entry denies before another allows',
      world: inspected(lettingOut(tcpEntry(50, 1, 1_023, DENY), tcpEntry(49, 80, 80, OUT), entry(100, OUT))),
      problems: [{ severity: 'blocking', steps: [allowingTo(48, ENI_A), allowingTo(47, ENI_B)] }],
      says: ['rule 50 denies'],
    },
    {
      when: 'no number is left below the entry that denies',
      world: inspected(lettingOut(entry(2, DENY), entry(100, OUT))),
      problems: [
        {
          steps: [
            allowingTo(1, ENI_A),
            allowInAclSomehow(
              'acl-client',
              `outbound TCP 443 to ${ENI_B}/32 (make room for a rule number below 2 first)`,
            ),
          ],
        },
      ],
      says: ['rule 2 denies'],
    },
    {
      when: "the subnet of one interface is denied, and that one doesn't answer",
      world: halfSilenced(lettingOut(entry(50, { ...DENY, CidrBlock: '10.0.2.0/24' }), entry(100, OUT))),
      problems: [{ severity: 'degrading', on: [ENI_B], steps: [allowingTo(49, ENI_B)] }],
      says: ['rule 50 denies', ENI_B],
    },
    {
      when: "one interface is in the client's subnet, and the other is not",
      world: inspected({ ...lettingOut(), ...insideClientSubnet(...INTERFACES.slice(1, 2)) }),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: [ENI_B],
    },
    {
      when: 'the name leads to an IPv6 address, and entries are for IPv4 alone',
      world: configured({
        ...dualStack,
        networkAcls: acls(),
        serviceDns: resolvesTo([ENI_A, ENI_B, ENI_A_IPV6]),
        tcp: [...tcpToBoth(), silentTcp(ENI_A_IPV6)],
      }),
      problems: [{ severity: 'degrading', on: [ENI_A_IPV6] }],
      says: ['no entry matches', ENI_A_IPV6],
    },
  ],
});

test("is undecided where the ACL of the client's subnet was not read", () => {
  const world = silenced({ networkAcls: acls().slice(1) });
  expect(evaluate(check, world)).toEqual({ undecided: "the network ACL of subnet-client isn't known" });
});
