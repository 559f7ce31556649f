import {
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  type DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { handler, vpcOfSubnets } from '../../functions/vpc-of-subnets/handler.ts';
import { REGION } from '../gather/reads/api-of.ts';
import { api, conflicting, ec2, event, OWN, subnet, THEIRS, world } from './lookup-world.ts';

beforeEach(() => {
  ec2.reset();
});
afterEach(() => {
  ec2.reset();
});

describe('Custom::VpcOfSubnets', () => {
  test('answers with the VPC, its associated CIDRs, and the zones in the order asked for', async () => {
    world();
    expect(await vpcOfSubnets(event(OWN), api)).toEqual({
      PhysicalResourceId: 'VpcOfSubnets',
      Data: {
        VpcId: 'vpc-1',
        ClientVpcId: 'vpc-1',
        VpcCidrBlock: '10.0.0.0/16',
        Cidrs: '10.0.0.0/16,2001:db8::/56',
        Zones: 'euw2-azb,euw2-aza',
        DnsNames: '',
        CutOff: 'Secrets Manager: nobody',
      },
    });
  });

  test("tells the names of somebody else's endpoint that are its own", async () => {
    const names = ['vpce-1-x.secretsmanager.eu-west-2.vpce.amazonaws.com', 'secretsmanager.eu-west-2.amazonaws.com'];
    world({ endpoints: [conflicting({ DnsEntries: names.map((DnsName) => ({ DnsName })) })] });
    expect(await vpcOfSubnets(event(THEIRS), api)).toMatchObject({ Data: { DnsNames: names[0] } });
  });

  test('keeps its physical id on an update, so that nothing is replaced', async () => {
    world();
    const update = event(OWN, { RequestType: 'Update', PhysicalResourceId: 'kept' });
    expect(await vpcOfSubnets(update, api)).toMatchObject({ PhysicalResourceId: 'kept' });
  });

  test('has nothing to delete, and asks nobody', async () => {
    expect(await vpcOfSubnets(event({}, { RequestType: 'Delete' }), api)).toEqual({});
    expect(ec2.calls()).toHaveLength(0);
  });

  test('waits for a role that is seconds old', async () => {
    world();
    const denied = Object.assign(new Error('not yet'), { name: 'UnauthorizedOperation' });
    ec2
      .on(DescribeSubnetsCommand)
      .rejectsOnce(denied)
      .rejectsOnce(denied)
      .resolves({ Subnets: [subnet('subnet-a', 'a'), subnet('subnet-b', 'b')] });
    expect(await vpcOfSubnets(event(OWN), api, 1)).toMatchObject({ Data: { VpcId: 'vpc-1' } });
  });

  test.each([
    ['a denial that stays', 'UnauthorizedOperation', 'ec2:DescribeSubnets is not allowed here', 12],
    ['throttling that stays', 'RequestLimitExceeded', 'ec2:DescribeSubnets: RequestLimitExceeded', 4],
    ['silence, at once,', 'TimeoutError', 'ec2:DescribeSubnets: .+', 1],
  ])('says %s in words of its own: a text may quote what the call was signed with', async (_, name, says, times) => {
    ec2.on(DescribeSubnetsCommand).rejects(Object.assign(new Error('IQoJ of ASIA'), { name, $fault: 'client' }));
    await expect(vpcOfSubnets(event(OWN), api, 1)).rejects.toThrow(
      new RegExp(
        `^The VPC couldn't be looked up: ${says}. The lookup needs ec2:DescribeSubnets, ec2:DescribeVpcs, ec2:DescribeVpcEndpoints, ec2:DescribeVpcAttribute, .+.$`,
      ),
    );
    expect(ec2.calls()).toHaveLength(times);
  });

  test.each([
    ['the services', DescribeVpcEndpointServicesCommand, 'ec2:DescribeVpcEndpointServices'],
    ['the endpoints beside', DescribeVpcEndpointsCommand, 'ec2:DescribeVpcEndpoints'],
    ['the DNS attributes', DescribeVpcAttributeCommand, 'ec2:DescribeVpcAttribute'],
  ])('goes on without %s, and says so', async (_, command, action) => {
    world();
    ec2
      .on(command as unknown as typeof DescribeVpcsCommand)
      .rejects(Object.assign(new Error('x'), { name: 'UnauthorizedOperation' }));
    if (command === DescribeVpcAttributeCommand)
      for (const Attribute of ['enableDnsSupport', 'enableDnsHostnames'] as const)
        ec2
          .on(DescribeVpcAttributeCommand, { Attribute })
          .rejects(Object.assign(new Error('x'), { name: 'UnauthorizedOperation' }));
    const answer = await vpcOfSubnets(event(OWN), api, 1);
    expect(answer).toMatchObject({
      Data: { CutOff: expect.stringContaining(`not checked: ${action} is not allowed`) },
    });
  });

  test('fails with its sentence alone: CloudFormation shows message and stack', async () => {
    process.env.AWS_REGION = REGION;
    const failure = await handler(event({})).catch((error: Error) => error);
    expect(failure).toMatchObject({ message: 'Custom::VpcOfSubnets needs SubnetIds or ClientSubnetIds', stack: '' });
  });
});
