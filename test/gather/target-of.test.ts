import { describe, expect, test } from '@jest/globals';
import { parseEndpoint, targetOf } from '../../lib/gather/target-of.ts';

const request = {
  secretId: 'prod/db',
  canary: false,
  identity: 'verifier',
  endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: [] },
} as const;

describe('the target', () => {
  test.each([
    ['eu-west-2', 'secretsmanager.eu-west-2.amazonaws.com'],
    ['us-gov-west-1', 'secretsmanager.us-gov-west-1.amazonaws.com'],
    ['cn-north-1', 'secretsmanager.cn-north-1.amazonaws.com.cn'],
    ['eusc-de-east-1', 'secretsmanager.eusc-de-east-1.amazonaws.eu'],
    ['us-iso-east-1', 'secretsmanager.us-iso-east-1.c2s.ic.gov'],
  ])("in %s is called by the SDK's own name for it", async (region, host) => {
    expect((await targetOf({ ...request, region })).host).toBe(host);
  });

  test.each([undefined, '', 'eu west 2', 'eu-west-2.evil.example', 'localhost'])(
    'refuses %p as a region',
    async (region) => {
      await expect(targetOf({ ...request, region })).rejects.toMatchObject({ name: 'UsageError' });
    },
  );

  test.each([
    'prod/db',
    'prod/db+x=1.@!-_',
    'arn:aws:secretsmanager:eu-west-2:111122223333:secret:prod/db-AbCdEf',
    'arn:aws:secretsmanager:eu-west-2:111122223333:secret:prod/db',
    // A finding, and no mistake of whoever runs this.
    'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf',
  ])('takes %s for a secret', async (secretId) => {
    expect((await targetOf({ ...request, region: 'eu-west-2', secretId })).secretId).toBe(secretId);
  });

  test.each([
    [
      'an ARN of another service',
      'arn:aws:ssm:eu-west-2:111122223333:parameter/x',
      /isn't a secret's ARN; one looks like/,
    ],
    ['half an ARN', 'arn:aws:secretsmanager:eu-west-2', /isn't a secret's ARN/],
    ['an ARN with a line break', 'arn:aws:secretsmanager:eu-west-2:111122223333:secret:a\nb', /isn't a secret's ARN/],
    ['a name with a space', 'prod db', /isn't a secret's name/],
    ['megabytes', 'x'.repeat(10_000_000), /isn't a secret's name/],
  ])('refuses %s in one short sentence', async (_, secretId, says) => {
    const refused = targetOf({ ...request, region: 'eu-west-2', secretId });
    await expect(refused).rejects.toMatchObject({ name: 'UsageError', message: expect.stringMatching(says) });
    await refused.catch(({ message }: Error) => {
      expect(message.length).toBeLessThan(400);
      expect(message).not.toContain('\n');
    });
  });

  test('needs a secret', async () => {
    await expect(targetOf({ ...request, region: 'eu-west-2', secretId: undefined })).rejects.toThrow('no secret given');
  });
});

describe('what is known of the endpoint', () => {
  test('may be nothing', () => {
    expect(parseEndpoint('{}', 'here')).toEqual({ dnsNames: [], networkInterfaces: [], vpcCidrs: [] });
  });

  test("takes CloudFormation's entries of hosted zone and name", () => {
    expect(parseEndpoint('{"dnsNames":["Z7K1066E3PUKB:vpce-1.example","vpce-2.example"]}', 'here').dnsNames).toEqual([
      'vpce-1.example',
      'vpce-2.example',
    ]);
  });

  test("leaves out the service's own name, which would make any address that it leads to the endpoint's", () => {
    const names = ['Z1:secretsmanager.eu-west-2.amazonaws.com', 'Z1:*.vpce-1.example', 'Z1:vpce-1.example'];
    expect(parseEndpoint(JSON.stringify({ dnsNames: names }), 'here').dnsNames).toEqual(['vpce-1.example']);
  });

  test.each([
    ['nonsense', 'here is not JSON'],
    ['{"vpcCidr":["10.0.0.0/16"]}', 'vpcCidr'],
    ['{"vpcCidrs":["10.0.0.0"]}', "isn't a CIDR"],
    ['{"networkInterfaces":[{"privateIpAddress":"10.0.1.4"}]}', 'networkInterfaces.0.networkInterfaceId'],
  ])('refuses %s in one sentence', (text, says) => {
    expect(() => parseEndpoint(text, 'here')).toThrow(says);
  });
});
