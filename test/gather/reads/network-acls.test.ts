import { DescribeNetworkAclsCommand, type NetworkAcl } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import describeNetworkAcls, { actions } from '../../../lib/gather/reads/network-acls.ts';
import { filtered, listingTests, mockedEc2, plainValueOf } from './api-of.ts';

const { mock, ec2 } = mockedEc2();

const acl = (NetworkAclId: string): NetworkAcl => ({
  NetworkAclId,
  VpcId: 'vpc-1',
  OwnerId: '111122223333',
  IsDefault: true,
  Tags: [{ Key: 'Name', Value: 'private' }],
  Associations: [{ NetworkAclAssociationId: 'aclassoc-1', NetworkAclId, SubnetId: 'subnet-1' }],
  Entries: [
    {
      RuleNumber: 100,
      Egress: false,
      RuleAction: 'allow',
      Protocol: '6',
      CidrBlock: '10.0.0.0/16',
      PortRange: { From: 1024, To: 65535 },
      IcmpTypeCode: undefined,
    },
    {
      RuleNumber: 110,
      Egress: true,
      RuleAction: 'allow',
      Protocol: '58',
      Ipv6CidrBlock: '::/0',
      IcmpTypeCode: { Code: -1, Type: -1 },
    },
    { RuleNumber: 32767, Egress: false, RuleAction: 'deny', Protocol: '-1', CidrBlock: '0.0.0.0/0' },
  ],
});

describe('network ACLs', () => {
  listingTests({
    permission: 'ec2:DescribeNetworkAcls',
    actions,
    key: 'NetworkAcls',
    items: [acl('acl-1'), acl('acl-2'), acl('acl-3')],
    ids: ['acl-1', 'acl-2', 'acl-3'],
    answerWith: (answer) => mock.on(DescribeNetworkAclsCommand).callsFake(answer),
    denyWith: (error) => mock.on(DescribeNetworkAclsCommand).rejects(error),
    gather: () => describeNetworkAcls(ec2, ['vpc-1']),
    idsIn: (value) => value.map((one) => one.NetworkAclId),
  });

  test('are kept with the subnets and entries that rulings read, and nothing else', async () => {
    mock.on(DescribeNetworkAclsCommand).resolves({ NetworkAcls: [acl('acl-1')] });
    expect(plainValueOf(await describeNetworkAcls(ec2, ['vpc-1']))).toEqual([
      {
        NetworkAclId: 'acl-1',
        VpcId: 'vpc-1',
        IsDefault: true,
        Associations: [{ SubnetId: 'subnet-1' }],
        Entries: [
          {
            RuleNumber: 100,
            Egress: false,
            RuleAction: 'allow',
            Protocol: '6',
            CidrBlock: '10.0.0.0/16',
            PortRange: { From: 1024, To: 65535 },
          },
          { RuleNumber: 110, Egress: true, RuleAction: 'allow', Protocol: '58', Ipv6CidrBlock: '::/0' },
          { RuleNumber: 32767, Egress: false, RuleAction: 'deny', Protocol: '-1', CidrBlock: '0.0.0.0/0' },
        ],
      },
    ]);
  });

  test('are unseen where an entry lacks what a ruling needs, instead of one entry fewer', async () => {
    const Entries = [{ RuleNumber: 100, Egress: false, Protocol: '-1', CidrBlock: '0.0.0.0/0' }];
    mock.on(DescribeNetworkAclsCommand).resolves({ NetworkAcls: [{ ...acl('acl-1'), Entries }] });
    expect(await describeNetworkAcls(ec2, ['vpc-1'])).toMatchObject({ state: 'unseen', why: 'failed' });
  });

  test('of several VPCs are asked for at once', async () => {
    mock.on(DescribeNetworkAclsCommand).resolves({ NetworkAcls: [] });
    await describeNetworkAcls(ec2, ['vpc-1', 'vpc-hub']);
    const inputs = mock.commandCalls(DescribeNetworkAclsCommand).map(({ args }) => args[0].input);
    expect(inputs).toMatchObject([{ Filters: [filtered('vpc-id', 'vpc-1', 'vpc-hub')] }]);
  });
});
