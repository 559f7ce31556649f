import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/nacl/endpoint-ingress-443.ts';
import { allowInAcl, allowInAclSomehow } from '../../../../lib/diagnose/steps/acls.ts';
import type { NetworkAclEntry } from '../../../../lib/model/aws.ts';
import { pathIdOf } from '../../../../lib/model/path-id.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import {
  acl,
  acls,
  configured,
  INTERFACES,
  inspected,
  networkInterface,
  routeTables,
  SUBNETS,
  subnet,
} from '../../../support/configuration.ts';
import { ALL_ENTRIES, entry, LAST_ENTRIES, tcpEntry } from '../../../support/network.ts';
import { anyClientAddress, halfSilenced, silenced, twoClientSubnets } from '../../../support/silent-world.ts';
import { ENI_A, ENI_B, target } from '../../../support/world.ts';

const DENY = { RuleAction: 'deny' } as const;
const lettingIn = (...entries: readonly NetworkAclEntry[]) => [
  ...entries,
  entry(100, { Egress: true }),
  ...LAST_ENTRIES,
];
const closed = { networkAcls: acls({ endpoint: lettingIn() }) };
const with443From = (...blocks: readonly string[]) => ({
  networkAcls: acls({
    endpoint: lettingIn(...blocks.map((CidrBlock, at) => tcpEntry(100 + at, 443, 443, { CidrBlock }))),
  }),
});
const local = ['10.0.0.0/16', '100.64.0.0/16'].map((DestinationCidrBlock) => ({
  DestinationCidrBlock,
  GatewayId: 'local',
}));
/** The client is in a subnet of the VPC's secondary range. */
const inSecondaryRange = {
  ...anyClientAddress,
  subnets: [subnet('subnet-client', '100.64.7.0/24', 'a'), ...SUBNETS.slice(1)],
  routeTables: routeTables({ client: local, endpoint: local }),
};

checkTable(check, {
  healthy: configured(),
  silent: [
    { when: "the client's ACL drops everything", world: silenced({ networkAcls: acls({ client: LAST_ENTRIES }) }) },
    {
      when: "the endpoint's ACL drops the replies alone",
      world: silenced({ networkAcls: acls({ endpoint: [entry(100), ...LAST_ENTRIES] }) }),
    },
  ],
  nearMiss: [
    { when: 'nothing but TCP 443 is let in', world: inspected(with443From('10.0.7.0/24')) },
    {
      when: 'two entries let in one half of the subnet each',
      world: inspected({ ...anyClientAddress, ...with443From('10.0.7.0/25', '10.0.7.128/25') }),
    },
    {
      when: "the client's secondary range has an entry of its own",
      world: inspected({ ...inSecondaryRange, ...with443From('10.0.0.0/16', '100.64.0.0/16') }),
    },
    {
      when: 'an entry denies 443 after one that allows it',
      world: inspected({ networkAcls: acls({ endpoint: lettingIn(tcpEntry(200, 443, 443, DENY), entry(100)) }) }),
    },
    {
      when: 'entries deny another port and another protocol before',
      world: inspected({
        networkAcls: acls({
          endpoint: lettingIn(tcpEntry(10, 22, 80, DENY), entry(20, { ...DENY, Protocol: '17' }), entry(100)),
        }),
      }),
    },
    {
      when: 'an entry denies a part of the subnet in which the client is not',
      world: inspected({
        networkAcls: acls({ endpoint: lettingIn(entry(50, { ...DENY, CidrBlock: '10.0.7.128/25' }), entry(100)) }),
      }),
    },
    {
      when: 'the client is in the subnet of the interfaces, where ACLs do not apply',
      world: inspected({
        ...closed,
        source: {
          kind: 'linux',
          vpcId: 'vpc-1',
          subnetIds: ['subnet-a'],
          securityGroupIds: ['sg-client'],
          addresses: ['10.0.1.20'],
        },
        networkInterfaces: [...INTERFACES.slice(0, 1), networkInterface('eni-0bbb', 'subnet-a', '10.0.1.101')],
      }),
    },
    {
      when: 'the ACL that denies is of a subnet without an interface of the endpoint',
      world: inspected({ networkAcls: [...acls(), acl('acl-closed', ['subnet-c'], LAST_ENTRIES)] }),
    },
    { when: 'connections are accepted although the ACL denies them', world: configured(closed) },
  ],
  reporting: [
    {
      when: 'no entry lets anything in, and nothing answers',
      world: silenced(closed),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A, ENI_B],
          resources: ['acl-endpoint'],
          explains: ['path/packets-dropped', 'path/interface-silent'],
          steps: [
            {
              say: 'Allow inbound TCP 443 from 10.0.7.20/32 in acl-endpoint',
              run: 'aws ec2 create-network-acl-entry --region eu-west-2 --network-acl-id acl-endpoint --ingress --rule-number 32766 --protocol tcp --port-range From=443,To=443 --cidr-block 10.0.7.20/32 --rule-action allow'.split(
                ' ',
              ),
              affects: 'subnet',
              undo: 'aws ec2 delete-network-acl-entry --region eu-west-2 --network-acl-id acl-endpoint --ingress --rule-number 32766'.split(
                ' ',
              ),
              permissions: ['ec2:CreateNetworkAclEntry'],
            },
          ],
        },
      ],
      says: ['acl-endpoint', 'subnet-a, subnet-b', 'blocks inbound TCP 443', 'rule * denies', '10.0.7.20'],
    },
    {
      when: 'configuration only, an entry denies before another allows',
      world: inspected({ networkAcls: acls({ endpoint: lettingIn(entry(90, DENY), entry(100)) }) }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B] }],
      says: ['rule 90 denies'],
    },
    {
      when: "the client's secondary range is not let in",
      world: inspected({ ...inSecondaryRange, ...with443From('10.0.0.0/16') }),
      problems: [
        {
          severity: 'blocking',
          steps: [
            allowInAcl(
              {
                acl: 'acl-endpoint',
                direction: 'in',
                block: '100.64.7.0/24',
                family: 4,
                ports: { from: 443, to: 443 },
                below: 32_767,
              },
              32_766,
              target(),
            ),
          ],
        },
      ],
      says: ['100.64.7.0/24'],
    },
    {
      when: 'the subnets of the interfaces have an ACL each, and one of them denies',
      world: halfSilenced({
        networkAcls: [
          acl('acl-client', ['subnet-client']),
          acl('acl-a', ['subnet-a']),
          acl('acl-b', ['subnet-b'], lettingIn()),
        ],
      }),
      problems: [{ severity: 'degrading', on: [ENI_B], resources: ['acl-b'] }],
      says: ['acl-b', 'subnet-b', ENI_B],
    },
    {
      when: 'half of the subnet in which the client may be is let in',
      world: inspected({ ...anyClientAddress, ...with443From('10.0.7.0/25') }),
      problems: [
        {
          severity: 'degrading',
          on: [ENI_A, ENI_B],
          steps: [allowInAclSomehow('acl-endpoint', "inbound TCP 443 from all of the client's addresses")],
        },
      ],
      says: ['blocks some inbound TCP 443', 'passes only for 10.0.7.0/25'],
    },
    {
      when: 'one of two subnets of the client is let in',
      world: inspected({
        ...twoClientSubnets,
        networkAcls: [
          acl('acl-client', ['subnet-client', 'subnet-other'], ALL_ENTRIES),
          ...with443From('10.0.7.0/24').networkAcls.slice(1),
        ],
      }),
      problems: [{ severity: 'degrading', on: [ENI_A, ENI_B] }],
      says: ['10.0.8.0/24'],
    },
  ],
});

test("is undecided where the ACL of the endpoint's subnets was not read", () => {
  const world = silenced({ networkAcls: acls().slice(0, 1) });
  expect(evaluate(check, world)).toEqual({ undecided: "the network ACL of subnet-a isn't known" });
});

test('says what one interface suffers where the ACL of the other was not read', () => {
  const world = halfSilenced({
    networkAcls: [acl('acl-client', ['subnet-client']), acl('acl-b', ['subnet-b'], lettingIn())],
  });
  expect(evaluate(check, world)).toMatchObject([{ severity: 'degrading', on: [pathIdOf('subnet-client', ENI_B)] }]);
});

test('holds for the paths of the subnet that is not let in alone', () => {
  const [, ...ofEndpoint] = with443From('10.0.7.0/24').networkAcls;
  const ofClient = acl('acl-client', ['subnet-client', 'subnet-other'], ALL_ENTRIES);
  const world = inspected({ ...twoClientSubnets, networkAcls: [ofClient, ...ofEndpoint] });
  expect(evaluate(check, world)).toMatchObject([{ on: [ENI_A, ENI_B].map((one) => pathIdOf('subnet-other', one)) }]);
});
