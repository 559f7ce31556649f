import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWorld } from '../lab/describe-world.ts';
import { drawWorld } from '../lab/draw-world.ts';
import { FUNCTION_NAME } from '../lab/sandbox.ts';
import { describeWhere } from '../support/describe-lab.ts';
import { type Account, DESCRIBES, openAccount } from './aws-cli.ts';
import { AWS_CLI_LACKS } from './installed.ts';

const TIMEOUT_MS = 30_000;

/** EC2 gives no page of less than five. */
const PAGE = 5;

const drawn = drawWorld(11, { zones: 3, client: 'other-vpc' });
const spare = Array.from({ length: PAGE }, (_, index) => [
  `spare${index}`,
  { ...drawn.Subnets.a, SubnetId: `subnet-0${index}` },
]);
const world = {
  ...drawn,
  Subnets: { ...drawn.Subnets, ...Object.fromEntries(spare) },
  PrefixLists: { 'pl-0123456789abcdef0': ['10.0.0.0/8', '100.64.0.0/10'] },
};
const documents = describeWorld(world);

/** Without what has no value. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describeWhere(AWS_CLI_LACKS, "the simulated APIs, asked by Debian's AWS CLI", () => {
  let account: Account;
  beforeAll(async () => {
    account = await openAccount(world);
  });
  afterAll(() => account.close());

  /** What the CLI printed, where it was content. */
  const printed = async (...args: readonly string[]): Promise<Readonly<Record<string, unknown>>> => {
    const { code, stdout, stderr } = await account.aws(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout);
  };

  test.each(Object.entries(DESCRIBES))(
    'ec2 %s prints just what describes the world',
    async (call, key) => {
      const { [key]: items } = await printed('ec2', call);
      expect(items).toEqual(plain(documents[call]?.[key]));
    },
    TIMEOUT_MS,
  );

  test(
    'ec2 asks for one page after the other, and filters',
    async () => {
      const pages = await printed('ec2', 'describe-subnets', '--page-size', `${PAGE}`);
      expect(pages.Subnets).toEqual(plain(documents['describe-subnets']?.Subnets));
      const { SubnetId = '' } = world.Subnets.b ?? {};
      const found = await printed('ec2', 'describe-subnets', '--filters', `Name=subnet-id,Values=${SubnetId}`);
      expect(found.Subnets).toMatchObject([{ SubnetId }]);
    },
    TIMEOUT_MS,
  );

  test(
    'ec2 tells DNS attributes and the entries of a prefix list',
    async () => {
      const { VpcId } = world.Vpc;
      const attribute = ['--vpc-id', VpcId, '--attribute', 'enableDnsHostnames'];
      expect(await printed('ec2', 'describe-vpc-attribute', ...attribute)).toEqual({
        VpcId,
        EnableDnsHostnames: { Value: true },
      });
      const list = ['--prefix-list-id', 'pl-0123456789abcdef0'];
      expect(await printed('ec2', 'get-managed-prefix-list-entries', ...list)).toEqual({
        Entries: [{ Cidr: '10.0.0.0/8' }, { Cidr: '100.64.0.0/10' }],
      });
    },
    TIMEOUT_MS,
  );

  test(
    'sts, kms, lambda and secretsmanager tell of caller, key, function and secret',
    async () => {
      const [caller, key, configuration, secret] = await Promise.all([
        printed('sts', 'get-caller-identity'),
        printed('kms', 'describe-key', '--key-id', world.KmsKey.Arn),
        printed('lambda', 'get-function-configuration', '--function-name', FUNCTION_NAME),
        printed('secretsmanager', 'describe-secret', '--secret-id', world.SecretIds.workload),
      ]);
      expect(caller).toMatchObject({ Account: world.AccountId, Arn: expect.stringMatching(/operator\/on-call$/) });
      expect(key.KeyMetadata).toMatchObject({ KeyId: world.KmsKey.KeyId, KeyState: 'Enabled', Enabled: true });
      expect(configuration.VpcConfig).toMatchObject({
        VpcId: world.Vpc.VpcId,
        SubnetIds: [world.NetworkInterfaces.client?.SubnetId],
      });
      const { ARN, Name } = world.Secrets.workload ?? {};
      expect(secret).toEqual({ ARN, Name });
    },
    TIMEOUT_MS,
  );

  test(
    'a denial and an id that leads nowhere are errors of their own name',
    async () => {
      const stranger = { ...world.Credentials, AWS_ACCESS_KEY_ID: 'AKIDNOBODY' };
      expect(await account.aws(['ec2', 'describe-vpcs'], stranger)).toMatchObject({
        code: 254,
        stderr: expect.stringContaining('(UnauthorizedOperation) when calling the DescribeVpcs operation'),
      });
      expect(await account.aws(['kms', 'describe-key', '--key-id', 'none'])).toMatchObject({
        code: 254,
        stderr: expect.stringContaining('(NotFoundException) when calling the DescribeKey operation'),
      });
    },
    TIMEOUT_MS,
  );
});
