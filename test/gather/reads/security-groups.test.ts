import { DescribeSecurityGroupsCommand, type IpPermission, type SecurityGroup } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import describeSecurityGroups, { actions } from '../../../lib/gather/reads/security-groups.ts';
import { denied, EC2_DENIES, filtered, listingTests, mockedEc2, plainValueOf } from './api-of.ts';

const { mock, ec2 } = mockedEc2();

const group = (GroupId: string, over: SecurityGroup = {}): SecurityGroup => ({
  GroupId,
  GroupName: `name of ${GroupId}`,
  Description: 'made by hand',
  OwnerId: '111122223333',
  VpcId: 'vpc-1',
  SecurityGroupArn: `arn:aws:ec2:eu-west-2:111122223333:security-group/${GroupId}`,
  Tags: [],
  IpPermissions: [],
  IpPermissionsEgress: [],
  ...over,
});

const https = (over: IpPermission = {}): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: 443,
  ToPort: 443,
  IpRanges: [],
  Ipv6Ranges: [],
  PrefixListIds: [],
  UserIdGroupPairs: [],
  ...over,
});
const byGroups = (...ids: readonly string[]) =>
  https({ UserIdGroupPairs: ids.map((GroupId) => ({ GroupId, UserId: '111122223333' })) });

/** EC2 has these groups, and tells of those that are asked for. */
const having = (...groups: readonly SecurityGroup[]) =>
  mock.on(DescribeSecurityGroupsCommand).callsFake(({ Filters: [{ Values }] }) => ({
    SecurityGroups: groups.filter(({ GroupId }) => Values.includes(GroupId)),
  }));

const filters = () => mock.commandCalls(DescribeSecurityGroupsCommand).map(({ args }) => args[0].input.Filters);
const idsIn = (value: readonly { readonly GroupId: string }[]) => value.map((one) => one.GroupId);

describe('security groups', () => {
  listingTests({
    permission: 'ec2:DescribeSecurityGroups',
    actions,
    key: 'SecurityGroups',
    items: [group('sg-1'), group('sg-2'), group('sg-3')],
    ids: ['sg-1', 'sg-2', 'sg-3'],
    answerWith: (answer) => mock.on(DescribeSecurityGroupsCommand).callsFake(answer),
    denyWith: (error) => mock.on(DescribeSecurityGroupsCommand).rejects(error),
    gather: () => describeSecurityGroups(ec2, ['sg-1', 'sg-2', 'sg-3']),
    idsIn,
  });

  test('are kept with their rules, and nothing else', async () => {
    const ingress = https({
      IpRanges: [{ CidrIp: '10.0.7.0/24', Description: 'functions' }],
      Ipv6Ranges: [{ CidrIpv6: '2001:db8::/56' }],
      PrefixListIds: [{ PrefixListId: 'pl-1', Description: 'branches' }],
      UserIdGroupPairs: [{ GroupId: 'sg-1', UserId: '111122223333', PeeringStatus: undefined }],
    });
    const egress: IpPermission = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
    having(group('sg-1', { IpPermissions: [ingress], IpPermissionsEgress: [egress] }));
    expect(plainValueOf(await describeSecurityGroups(ec2, ['sg-1']))).toEqual([
      {
        GroupId: 'sg-1',
        GroupName: 'name of sg-1',
        IpPermissions: [
          {
            IpProtocol: 'tcp',
            FromPort: 443,
            ToPort: 443,
            IpRanges: [{ CidrIp: '10.0.7.0/24' }],
            Ipv6Ranges: [{ CidrIpv6: '2001:db8::/56' }],
            PrefixListIds: [{ PrefixListId: 'pl-1' }],
            UserIdGroupPairs: [{ GroupId: 'sg-1' }],
          },
        ],
        IpPermissionsEgress: [
          {
            IpProtocol: '-1',
            IpRanges: [{ CidrIp: '0.0.0.0/0' }],
            Ipv6Ranges: [],
            PrefixListIds: [],
            UserIdGroupPairs: [],
          },
        ],
      },
    ]);
  });

  test('bring those that rules of either direction refer to, each once, and none that was asked for already', async () => {
    having(
      group('sg-1', { IpPermissions: [byGroups('sg-2', 'sg-a')], IpPermissionsEgress: [byGroups('sg-b', 'sg-a')] }),
      group('sg-2'),
      group('sg-a'),
      group('sg-b'),
    );
    const found = await describeSecurityGroups(ec2, ['sg-1', 'sg-2']);
    expect(idsIn(plainValueOf(found))).toEqual(['sg-1', 'sg-2', 'sg-a', 'sg-b']);
    expect(filters()).toEqual([[filtered('group-id', 'sg-1', 'sg-2')], [filtered('group-id', 'sg-a', 'sg-b')]]);
  });

  test('that are gone or of another account are missing, and the others are there', async () => {
    having(group('sg-1', { IpPermissions: [byGroups('sg-of-a-peer')] }));
    expect(idsIn(plainValueOf(await describeSecurityGroups(ec2, ['sg-1', 'sg-gone'])))).toEqual(['sg-1']);
  });

  test('are unseen where those that they refer to are denied', async () => {
    mock.on(DescribeSecurityGroupsCommand).callsFake(({ Filters: [{ Values }] }) => {
      if (Values.includes('sg-a')) throw EC2_DENIES;
      return { SecurityGroups: [group('sg-1', { IpPermissions: [byGroups('sg-a')] })] };
    });
    expect(await describeSecurityGroups(ec2, ['sg-1'])).toEqual(denied('ec2:DescribeSecurityGroups'));
  });

  test('are an empty list without a call where there is none to ask for', async () => {
    expect(plainValueOf(await describeSecurityGroups(ec2, []))).toEqual([]);
    expect(mock.calls()).toHaveLength(0);
  });
});
