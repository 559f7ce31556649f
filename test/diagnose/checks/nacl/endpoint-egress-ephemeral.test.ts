import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/nacl/endpoint-egress-ephemeral.ts';
import type { NetworkAclEntry } from '../../../../lib/model/aws.ts';
import type { Source } from '../../../../lib/model/run.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import {
  acl,
  acls,
  configured,
  HEALTHY_CONFIGURATION,
  INTERFACES,
  inspected,
  networkInterface,
} from '../../../support/configuration.ts';
import { entry, LAST_ENTRIES, tcpEntry } from '../../../support/network.ts';
import { halfSilenced, silenced } from '../../../support/silent-world.ts';
import { ENI_A, ENI_B } from '../../../support/world.ts';

const OUT = { Egress: true } as const;
const DENY = { Egress: true, RuleAction: 'deny' } as const;
const repliesBy = (...entries: readonly NetworkAclEntry[]) => [entry(100), ...entries, ...LAST_ENTRIES];
/** The endpoint's ACL lets everything in, and out what these entries let. */
const lettingOut = (...entries: readonly NetworkAclEntry[]) => ({
  networkAcls: acls({ endpoint: repliesBy(...entries) }),
});
const clientOn = (kind: Source['kind']) => ({ source: { ...HEALTHY_CONFIGURATION.source, kind } });
const only443 = lettingOut(tcpEntry(100, 443, 443, OUT));

checkTable(check, {
  healthy: configured(),
  silent: [
    {
      when: "the client's ACL drops the replies",
      world: silenced({ networkAcls: acls({ client: [entry(100, OUT), ...LAST_ENTRIES] }) }),
    },
    {
      when: "the endpoint's ACL drops the requests alone",
      world: silenced({ networkAcls: acls({ endpoint: [entry(100, OUT), ...LAST_ENTRIES] }) }),
    },
  ],
  nearMiss: [
    {
      when: 'nothing but the ports of Lambda are let out',
      world: inspected(lettingOut(tcpEntry(100, 1_024, 65_535, OUT))),
    },
    {
      when: "nothing but Linux's ports are let out, to a Linux host",
      world: inspected({ ...clientOn('linux'), ...lettingOut(tcpEntry(100, 32_768, 61_000, OUT)) }),
    },
    {
      when: "nothing but Windows' ports are let out, to a Windows host",
      world: inspected({ ...clientOn('windows'), ...lettingOut(tcpEntry(100, 49_152, 65_535, OUT)) }),
    },
    {
      when: "nothing but Linux's ports are let out, to a function, which is a part of its ports",
      world: inspected(lettingOut(tcpEntry(100, 32_768, 61_000, OUT))),
    },
    {
      when: 'outbound 443 is denied, which no reply goes to',
      world: inspected(lettingOut(tcpEntry(50, 443, 443, DENY), entry(100, OUT))),
    },
    {
      when: 'replies are denied after an entry that allows them',
      world: inspected(lettingOut(entry(200, DENY), entry(100, OUT))),
    },
    {
      when: 'replies to other subnets are denied before',
      world: inspected(lettingOut(entry(50, { ...DENY, CidrBlock: '10.0.8.0/21' }), entry(100, OUT))),
    },
    {
      when: "the interfaces are in the client's subnet, where ACLs do not apply",
      world: inspected({
        networkAcls: [acl('acl-client', ['subnet-client'], repliesBy()), ...acls().slice(1)],
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
      when: 'nothing but 443 is let out, as if ACLs kept state, and nothing answers',
      world: silenced(only443),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A, ENI_B],
          resources: ['acl-endpoint'],
          explains: ['path/packets-dropped', 'path/interface-silent'],
          steps: [
            {
              say: 'Allow outbound TCP 1024-65535 to 10.0.7.20/32 in acl-endpoint',
              run: 'aws ec2 create-network-acl-entry --region eu-west-2 --network-acl-id acl-endpoint --egress --rule-number 32766 --protocol tcp --port-range From=1024,To=65535 --cidr-block 10.0.7.20/32 --rule-action allow'.split(
                ' ',
              ),
              affects: 'subnet',
              undo: 'aws ec2 delete-network-acl-entry --region eu-west-2 --network-acl-id acl-endpoint --egress --rule-number 32766'.split(
                ' ',
              ),
              permissions: ['ec2:CreateNetworkAclEntry'],
            },
          ],
        },
      ],
      says: [
        'acl-endpoint',
        'subnet-a, subnet-b',
        "blocks outbound replies to the client's ephemeral ports",
        'rule * denies',
      ],
    },
    {
      when: 'configuration only, nothing is let out',
      world: inspected(lettingOut()),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B] }],
      says: ['acl-endpoint', '10.0.7.20'],
    },
    {
      when: 'an entry denies replies to the VPC before another allows all',
      world: inspected(lettingOut(entry(90, { ...DENY, CidrBlock: '10.0.0.0/16' }), entry(100, OUT))),
      problems: [{ severity: 'blocking' }],
      says: ['rule 90 denies'],
    },
    {
      when: 'the ports below those of a Linux host are let out',
      world: inspected({ ...clientOn('linux'), ...lettingOut(tcpEntry(100, 1_024, 32_767, OUT)) }),
      problems: [{ severity: 'blocking' }],
      says: ['rule * denies'],
    },
    {
      when: 'the subnets of the interfaces have an ACL each, and one drops replies',
      world: halfSilenced({
        networkAcls: [
          acl('acl-client', ['subnet-client']),
          acl('acl-a', ['subnet-a']),
          acl('acl-b', ['subnet-b'], repliesBy()),
        ],
      }),
      problems: [{ severity: 'degrading', on: [ENI_B], resources: ['acl-b'] }],
      says: ['acl-b', ENI_B],
    },
    {
      when: "one interface is in the client's subnet, and the replies of the other are dropped",
      world: inspected({
        ...lettingOut(),
        networkInterfaces: [networkInterface('eni-0aaa', 'subnet-client', '10.0.7.100'), ...INTERFACES.slice(1, 2)],
      }),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: [ENI_B],
    },
  ],
});

test("is undecided where the ACL of the endpoint's subnets was not read", () => {
  const world = silenced({ networkAcls: acls().slice(0, 1) });
  expect(evaluate(check, world)).toEqual({ undecided: "the network ACL of subnet-a isn't known" });
});
