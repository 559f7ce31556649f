import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/nacl/client-ingress-ephemeral.ts';
import type { NetworkAclEntry } from '../../../../lib/model/aws.ts';
import type { Source } from '../../../../lib/model/run.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import {
  acl,
  acls,
  configured,
  HEALTHY_CONFIGURATION,
  inspected,
  networkInterface,
} from '../../../support/configuration.ts';
import { entry, LAST_ENTRIES, tcpEntry } from '../../../support/network.ts';
import { halfSilenced, silenced, twoClientSubnets } from '../../../support/silent-world.ts';
import { ENI_A, ENI_B } from '../../../support/world.ts';

const DENY = { RuleAction: 'deny' } as const;
const repliesBy = (...entries: readonly NetworkAclEntry[]) => [
  ...entries,
  entry(100, { Egress: true }),
  ...LAST_ENTRIES,
];
/** The client's ACL lets everything out, and in what these entries let. */
const lettingIn = (...entries: readonly NetworkAclEntry[]) => ({
  networkAcls: acls({ client: repliesBy(...entries) }),
});
const clientOn = (kind: Source['kind']) => ({ source: { ...HEALTHY_CONFIGURATION.source, kind } });
const only443 = lettingIn(tcpEntry(100, 443, 443));
const allowingFrom = (ruleNumber: number, address: string) => ({
  say: `Allow inbound TCP 1024-65535 from ${address}/32 in acl-client`,
  run: [
    ...'aws ec2 create-network-acl-entry --region eu-west-2 --network-acl-id acl-client --ingress'.split(' '),
    ...`--rule-number ${ruleNumber} --protocol tcp --port-range From=1024,To=65535`.split(' '),
    ...`--cidr-block ${address}/32 --rule-action allow`.split(' '),
  ],
  affects: 'subnet' as const,
  undo: [
    ...'aws ec2 delete-network-acl-entry --region eu-west-2 --network-acl-id acl-client --ingress'.split(' '),
    ...['--rule-number', String(ruleNumber)],
  ],
  permissions: ['ec2:CreateNetworkAclEntry'],
});

checkTable(check, {
  healthy: configured(),
  silent: [
    {
      when: "the endpoint's ACL drops the replies",
      world: silenced({ networkAcls: acls({ endpoint: [entry(100), ...LAST_ENTRIES] }) }),
    },
    {
      when: "the client's ACL drops the requests alone",
      world: silenced({ networkAcls: acls({ client: [entry(100), ...LAST_ENTRIES] }) }),
    },
  ],
  nearMiss: [
    {
      when: 'nothing but replies from the two subnets are let in',
      world: inspected(
        lettingIn(
          tcpEntry(100, 1_024, 65_535, { CidrBlock: '10.0.1.0/24' }),
          tcpEntry(110, 1_024, 65_535, { CidrBlock: '10.0.2.0/24' }),
        ),
      ),
    },
    {
      when: "nothing but Linux's ports are let in, to a Linux host",
      world: inspected({ ...clientOn('linux'), ...lettingIn(tcpEntry(100, 32_768, 61_000)) }),
    },
    {
      when: "nothing but Linux's ports are let in, to a function, which is a part of its ports",
      world: inspected(lettingIn(tcpEntry(100, 32_768, 61_000))),
    },
    {
      when: 'all ports below the ephemeral ones are denied before',
      world: inspected(lettingIn(tcpEntry(50, 0, 1_023, DENY), entry(60, { ...DENY, Protocol: '17' }), entry(100))),
    },
    {
      when: 'replies are denied after an entry that allows them',
      world: inspected(lettingIn(entry(200, DENY), entry(100))),
    },
    {
      when: 'packets from outside the VPC are denied',
      world: inspected(lettingIn(entry(50, { CidrBlock: '10.0.0.0/16' }), entry(60, DENY))),
    },
    {
      when: "the interfaces are in the client's subnet, where ACLs do not apply",
      world: inspected({
        ...only443,
        networkInterfaces: [
          networkInterface('eni-0aaa', 'subnet-client', '10.0.7.100'),
          networkInterface('eni-0bbb', 'subnet-client', '10.0.7.101'),
        ],
      }),
    },
    { when: 'connections are accepted although the ACL denies replies', world: configured(only443) },
  ],
  reporting: [
    {
      when: 'nothing but 443 is let in, as if ACLs kept state, and nothing answers',
      world: silenced(only443),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A, ENI_B],
          resources: ['acl-client'],
          explains: ['path/packets-dropped', 'path/interface-silent'],
          steps: [allowingFrom(32_766, ENI_A), allowingFrom(32_765, ENI_B)],
        },
      ],
      says: ['acl-client', 'subnet-client', "blocks inbound replies to the client's ephemeral ports", 'rule * denies'],
    },
    {
      when: 'configuration only, an entry denies before another allows',
      world: inspected(lettingIn(tcpEntry(90, 1_024, 65_535, DENY), entry(89, { Egress: true }), entry(100))),
      problems: [
        { severity: 'blocking', on: [ENI_A, ENI_B], steps: [allowingFrom(89, ENI_A), allowingFrom(88, ENI_B)] },
      ],
      says: ['rule 90 denies'],
    },
    {
      when: 'nothing but UDP is let in',
      world: inspected(lettingIn(entry(100, { Protocol: '17' }))),
      problems: [{ severity: 'blocking' }],
      says: ['rule * denies'],
    },
    {
      when: 'replies of one interface are let in, and the other does not answer',
      world: halfSilenced(lettingIn(tcpEntry(100, 1_024, 65_535, { CidrBlock: '10.0.1.0/24' }))),
      problems: [{ severity: 'degrading', on: [ENI_B], steps: [allowingFrom(32_766, ENI_B)] }],
      says: ['acl-client', ENI_B],
    },
    {
      when: 'one of two subnets of the client has an ACL that drops replies',
      world: inspected({
        ...twoClientSubnets,
        networkAcls: [acl('acl-other', ['subnet-other'], repliesBy()), ...acls()],
      }),
      problems: [{ severity: 'degrading', on: [ENI_A, ENI_B], resources: ['acl-other'] }],
      says: ['acl-other', 'subnet-other', '10.0.8.0/24'],
    },
  ],
});

test("is undecided where the ACL of the client's subnet was not read", () => {
  const world = silenced({ networkAcls: acls().slice(1) });
  expect(evaluate(check, world)).toEqual({ undecided: "the network ACL of subnet-client isn't known" });
});
