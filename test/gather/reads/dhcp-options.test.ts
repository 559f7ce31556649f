import { DescribeDhcpOptionsCommand, type DhcpOptions } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import describeDhcpOptions, { actions } from '../../../lib/gather/reads/dhcp-options.ts';
import { denied, EC2_DENIES, filtered, mockedEc2, plainValueOf } from './api-of.ts';

const { mock, ec2 } = mockedEc2();

const options: DhcpOptions = {
  DhcpOptionsId: 'dopt-1',
  OwnerId: '111122223333',
  Tags: [],
  DhcpConfigurations: [
    { Key: 'domain-name-servers', Values: [{ Value: '10.0.0.53' }, { Value: '10.0.1.53' }] },
    { Key: 'domain-name', Values: [{ Value: 'corp.example' }] },
    { Key: 'ntp-servers', Values: undefined },
  ],
};

describe('the DHCP option set', () => {
  test('names the one action that it calls', () => {
    expect(actions).toEqual(['ec2:DescribeDhcpOptions']);
  });

  test('is kept with its keys and values in their order, and nothing else', async () => {
    mock.on(DescribeDhcpOptionsCommand).resolves({ DhcpOptions: [options] });
    expect(plainValueOf(await describeDhcpOptions(ec2, 'dopt-1'))).toEqual({
      DhcpOptionsId: 'dopt-1',
      DhcpConfigurations: [
        { Key: 'domain-name-servers', Values: [{ Value: '10.0.0.53' }, { Value: '10.0.1.53' }] },
        { Key: 'domain-name', Values: [{ Value: 'corp.example' }] },
        { Key: 'ntp-servers', Values: [] },
      ],
    });
  });

  test('is asked for by its id', async () => {
    mock.on(DescribeDhcpOptionsCommand).resolves({ DhcpOptions: [options] });
    await describeDhcpOptions(ec2, 'dopt-1');
    expect(mock.commandCalls(DescribeDhcpOptionsCommand)[0]?.args[0].input).toEqual({
      Filters: [filtered('dhcp-options-id', 'dopt-1')],
    });
  });

  test.each(['default', undefined])('is none, without a call, where its id is %s', async (id) => {
    expect(plainValueOf(await describeDhcpOptions(ec2, id))).toBeNull();
    expect(mock.calls()).toHaveLength(0);
  });

  test.each([[{ DhcpOptions: [] }], [{}]])('is none where the answer is %j', async (answer) => {
    mock.on(DescribeDhcpOptionsCommand).resolves(answer);
    expect(plainValueOf(await describeDhcpOptions(ec2, 'dopt-1'))).toBeNull();
  });

  test('is unseen where it is denied', async () => {
    mock.on(DescribeDhcpOptionsCommand).rejects(EC2_DENIES);
    expect(await describeDhcpOptions(ec2, 'dopt-1')).toEqual(denied('ec2:DescribeDhcpOptions'));
  });
});
