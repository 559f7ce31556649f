import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/nacl/partial-ephemeral.ts';
import { allowInAclSomehow } from '../../../../lib/diagnose/steps/acls.ts';
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
import { halfSilenced, silenced } from '../../../support/silent-world.ts';
import { ENI_A, ENI_B } from '../../../support/world.ts';

const OUT = { Egress: true } as const;
const DENY = { RuleAction: 'deny' } as const;
/** Replies pass the client's ACL, on the path in, by these entries. */
const lettingIn = (...entries: readonly NetworkAclEntry[]) => ({
  networkAcls: acls({ client: [...entries, entry(100, OUT), ...LAST_ENTRIES] }),
});
const repliesBy = (...entries: readonly NetworkAclEntry[]) => [entry(100), ...entries, ...LAST_ENTRIES];
/** Replies pass the endpoint's ACL, on the path out, by these entries. */
const lettingOut = (...entries: readonly NetworkAclEntry[]) => ({
  networkAcls: acls({ endpoint: repliesBy(...entries) }),
});
const clientOn = (kind: Source['kind']) => ({ source: { ...HEALTHY_CONFIGURATION.source, kind } });
const linuxIn = lettingIn(tcpEntry(100, 32_768, 61_000));
const linuxOut = lettingOut(tcpEntry(100, 32_768, 61_000, OUT));

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: 'no reply at all passes out of the one subnet', world: silenced(lettingOut()) },
    { when: 'no reply at all passes into the other subnet', world: silenced(lettingIn()) },
  ],
  nearMiss: [
    { when: "a Linux host's ports pass into its subnet", world: inspected({ ...clientOn('linux'), ...linuxIn }) },
    { when: "a Linux host's ports pass to it", world: inspected({ ...clientOn('linux'), ...linuxOut }) },
    {
      when: "a Windows host's ports pass to it",
      world: inspected({ ...clientOn('windows'), ...lettingOut(tcpEntry(100, 49_152, 65_535, OUT)) }),
    },
    {
      when: 'two entries let all ports of a function pass together',
      world: inspected(lettingIn(tcpEntry(110, 32_768, 65_535), tcpEntry(100, 1_024, 32_767))),
    },
    {
      when: 'an entry denies a port of the range after another let it pass',
      world: inspected(lettingIn(tcpEntry(200, 3_389, 3_389, DENY), entry(100))),
    },
    {
      when: 'an entry denies ports below the range',
      world: inspected(lettingIn(tcpEntry(50, 0, 1_023, DENY), entry(100))),
    },
    {
      when: 'an entry denies a UDP port of the range',
      world: inspected(lettingIn(tcpEntry(50, 3_389, 3_389, { ...DENY, Protocol: '17' }), entry(100))),
    },
    {
      when: 'an entry denies a port that a Linux host takes for no connection',
      world: inspected({ ...clientOn('linux'), ...lettingIn(tcpEntry(50, 3_389, 3_389, DENY), entry(100)) }),
    },
    {
      when: 'a part of the ports is denied to another subnet',
      world: inspected(
        lettingOut(tcpEntry(50, 1_024, 9_999, { ...OUT, ...DENY, CidrBlock: '10.0.8.0/24' }), entry(100, OUT)),
      ),
    },
    {
      when: "the interfaces are in the client's subnet, where ACLs do not apply",
      world: inspected({
        ...linuxIn,
        networkInterfaces: [
          networkInterface('eni-0aaa', 'subnet-client', '10.0.7.100'),
          networkInterface('eni-0bbb', 'subnet-client', '10.0.7.101'),
        ],
      }),
    },
  ],
  reporting: [
    {
      when: "nothing but Linux's ports pass to a function, configuration only",
      world: inspected(linuxOut),
      problems: [
        {
          severity: 'degrading',
          on: [ENI_A, ENI_B],
          resources: ['acl-endpoint'],
          explains: ['path/packets-dropped', 'path/interface-silent', 'path/intermittent'],
          steps: [
            allowInAclSomehow(
              'acl-endpoint',
              "outbound TCP 1024-65535 (or the client's own ephemeral range) to all of the client's addresses",
            ),
          ],
        },
      ],
      says: ['acl-endpoint', 'blocks some outbound replies', 'passes only for ports 32768-61000'],
    },
    {
      when: "nothing but Linux's ports pass into the subnet of a function, and this time they were hit",
      world: configured(linuxIn),
      problems: [{ severity: 'degrading', on: [ENI_A, ENI_B], resources: ['acl-client'] }],
      says: ['acl-client', 'inbound replies', 'passes only for ports 32768-61000'],
    },
    {
      when: 'nothing answers',
      world: silenced(linuxIn),
      problems: [{ on: [ENI_A, ENI_B], resources: ['acl-client'] }],
      says: ['passes only for ports 32768-61000'],
    },
    {
      when: 'one port of the range is denied before all are let pass, which is hardly felt',
      world: inspected(lettingIn(tcpEntry(50, 3_389, 3_389, DENY), entry(100))),
      problems: [{ severity: 'advisory', on: [ENI_A, ENI_B] }],
      says: ['rule 50 denies', 'ports 1024-3388, ports 3390-65535'],
    },
    {
      when: "a Windows host has Linux's ports alone",
      world: inspected({ ...clientOn('windows'), ...linuxIn }),
      problems: [{ severity: 'degrading' }],
      says: ['passes only for ports 49152-61000'],
    },
    {
      when: 'the subnets of the interfaces have an ACL each, and one lets a part pass',
      world: halfSilenced({
        networkAcls: [
          acl('acl-client', ['subnet-client']),
          acl('acl-a', ['subnet-a']),
          acl('acl-b', ['subnet-b'], repliesBy(tcpEntry(100, 32_768, 61_000, OUT))),
        ],
      }),
      problems: [{ severity: 'degrading', on: [ENI_B], resources: ['acl-b'] }],
      says: ['acl-b', ENI_B],
    },
  ],
});

test.each([
  ["the client's subnet", acls().slice(1), 'subnet-client'],
  ["the endpoint's subnets", acls().slice(0, 1), 'subnet-a'],
])('is undecided where the ACL of %s was not read', (_, networkAcls, missing) => {
  expect(evaluate(check, silenced({ networkAcls }))).toEqual({
    undecided: `the network ACL of ${missing} isn't known`,
  });
});
