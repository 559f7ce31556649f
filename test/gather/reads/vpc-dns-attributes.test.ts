import { DescribeVpcAttributeCommand } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import describeVpcDnsAttributes, { actions } from '../../../lib/gather/reads/vpc-dns-attributes.ts';
import { denied, EC2_DENIES, mockedEc2, plainValueOf } from './api-of.ts';

const { mock, ec2 } = mockedEc2();

/** The API tells the one attribute that is asked for, and says nothing of the other. */
const answering = (enableDnsSupport: object | undefined, enableDnsHostnames: object | undefined) =>
  mock
    .on(DescribeVpcAttributeCommand, { VpcId: 'vpc-1', Attribute: 'enableDnsSupport' })
    .resolves({ VpcId: 'vpc-1', EnableDnsSupport: enableDnsSupport, EnableDnsHostnames: undefined })
    .on(DescribeVpcAttributeCommand, { VpcId: 'vpc-1', Attribute: 'enableDnsHostnames' })
    .resolves({ VpcId: 'vpc-1', EnableDnsHostnames: enableDnsHostnames, EnableDnsSupport: undefined });

describe("the VPC's DNS attributes", () => {
  test('name the one action that is called', () => {
    expect(actions).toEqual(['ec2:DescribeVpcAttribute']);
  });

  test.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])('are told apart: support %s, hostnames %s', async (enableDnsSupport, enableDnsHostnames) => {
    answering({ Value: enableDnsSupport }, { Value: enableDnsHostnames });
    const value = plainValueOf(await describeVpcDnsAttributes(ec2, 'vpc-1'));
    expect(value).toEqual({ VpcId: 'vpc-1', enableDnsSupport, enableDnsHostnames });
  });

  test.each([
    ['support has no value', {}, { Value: true }],
    ['hostnames have no value', { Value: true }, {}],
    ['hostnames are left out', { Value: true }, undefined],
  ])('are unseen, and not off, where %s', async (_, support, hostnames) => {
    answering(support, hostnames);
    expect(await describeVpcDnsAttributes(ec2, 'vpc-1')).toEqual({
      state: 'unseen',
      why: 'failed',
      detail: 'ec2:DescribeVpcAttribute: UnexpectedAnswer',
    });
  });

  test('are unseen where they are denied', async () => {
    mock.on(DescribeVpcAttributeCommand).rejects(EC2_DENIES);
    expect(await describeVpcDnsAttributes(ec2, 'vpc-1')).toEqual(denied('ec2:DescribeVpcAttribute'));
  });

  test('are unseen where one of the two calls is denied', async () => {
    answering({ Value: true }, { Value: true });
    mock.on(DescribeVpcAttributeCommand, { VpcId: 'vpc-1', Attribute: 'enableDnsHostnames' }).rejects(EC2_DENIES);
    expect(await describeVpcDnsAttributes(ec2, 'vpc-1')).toEqual(denied('ec2:DescribeVpcAttribute'));
  });
});
