import { GetManagedPrefixListEntriesCommand } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import getPrefixLists, { actions } from '../../../lib/gather/reads/prefix-lists.ts';
import type { RouteTable } from '../../../lib/model/aws.ts';
import { prefixListIdsIn } from '../../../lib/model/prefix-list-ids.ts';
import { byCidr, byPrefixList, securityGroup } from '../../support/network.ts';
import { denied, EC2_DENIES, listingTests, mockedEc2, plainValueOf } from './api-of.ts';

const { mock, ec2 } = mockedEc2();

const entry = (Cidr: string) => ({ Cidr, Description: 'a branch' });

describe('prefix lists', () => {
  listingTests({
    permission: 'ec2:GetManagedPrefixListEntries',
    actions,
    key: 'Entries',
    items: [entry('10.1.0.0/16'), entry('10.2.0.0/16'), entry('10.3.0.0/16')],
    ids: ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16'],
    answerWith: (answer) => mock.on(GetManagedPrefixListEntriesCommand).callsFake(answer),
    denyWith: (error) => mock.on(GetManagedPrefixListEntriesCommand).rejects(error),
    gather: () => getPrefixLists(ec2, ['pl-1']),
    idsIn: (value) => value.flatMap((one) => one.Cidrs),
  });

  test('are told each by its id with its own entries', async () => {
    mock
      .on(GetManagedPrefixListEntriesCommand, { PrefixListId: 'pl-1' })
      .resolves({ Entries: [entry('10.1.0.0/16'), entry('2001:db8::/56')] })
      .on(GetManagedPrefixListEntriesCommand, { PrefixListId: 'pl-empty' })
      .resolves({ Entries: [] });
    expect(plainValueOf(await getPrefixLists(ec2, ['pl-1', 'pl-empty']))).toEqual([
      { PrefixListId: 'pl-1', Cidrs: ['10.1.0.0/16', '2001:db8::/56'] },
      { PrefixListId: 'pl-empty', Cidrs: [] },
    ]);
  });

  test('are unseen together where one of them is denied', async () => {
    mock
      .on(GetManagedPrefixListEntriesCommand, { PrefixListId: 'pl-1' })
      .resolves({ Entries: [entry('10.1.0.0/16')] })
      .on(GetManagedPrefixListEntriesCommand, { PrefixListId: 'pl-2' })
      .rejects(EC2_DENIES);
    expect(await getPrefixLists(ec2, ['pl-1', 'pl-2'])).toEqual(denied('ec2:GetManagedPrefixListEntries'));
  });

  test('are an empty list without a call where nothing refers to one', async () => {
    expect(plainValueOf(await getPrefixLists(ec2, []))).toEqual([]);
    expect(mock.calls()).toHaveLength(0);
  });

  test('are looked for in rules of both directions and in routes, each once', () => {
    const groups = [
      securityGroup('sg-1', {
        IpPermissions: [byCidr('10.0.0.0/16'), byPrefixList('pl-in')],
        IpPermissionsEgress: [byPrefixList('pl-out')],
      }),
      securityGroup('sg-2', { IpPermissions: [byPrefixList('pl-in')] }),
    ];
    const table: RouteTable = {
      RouteTableId: 'rtb-1',
      Associations: [],
      Routes: [
        { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' },
        { DestinationPrefixListId: 'pl-route', TransitGatewayId: 'tgw-1' },
        { DestinationPrefixListId: 'pl-out', GatewayId: 'vpce-s3' },
      ],
    };
    expect(prefixListIdsIn(groups, [table]).toSorted()).toEqual(['pl-in', 'pl-out', 'pl-route']);
  });
});
