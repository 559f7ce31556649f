import * as v from 'valibot';
import { parseCidr } from '../lib/net/cidr.ts';

const idOf = (prefix: string) =>
  v.pipe(v.string(), v.regex(new RegExp(`^${prefix}-[0-9a-f]{8,17}$`), `isn't an id such as ${prefix}-0a1b2c3d`));
const subnetIds = v.array(idOf('subnet'));
const securityGroupIds = v.array(idOf('sg'));
const cidr = v.pipe(
  v.string(),
  v.check(isVpcCidr, "isn't a CIDR that a VPC can have, such as 10.0.0.0/16 or 2001:db8::/56"),
);
const ingressCidr = v.pipe(
  v.string(),
  v.check(isNarrow, "isn't a CIDR such as 10.20.0.0/16, of /8 or of IPv6 /29 at most"),
);
const name = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z][A-Za-z0-9-]{0,31}$/, 'takes 1 to 32 letters, digits and hyphens, starting with a letter'),
);
const arn = (pattern: string, example: string) =>
  v.pipe(v.string(), v.regex(new RegExp(`^arn:aws[a-z-]*:${pattern}$`), `isn't an ARN such as ${example}`));
const secretArn = arn(
  'secretsmanager:[a-z0-9-]+:\\d{12}:secret:.+',
  'arn:aws:secretsmanager:eu-west-2:111122223333:secret:prod/db-AbCdEf',
);
const keyArn = arn(
  'kms:[a-z0-9-]+:\\d{12}:key/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})',
  'arn:aws:kms:eu-west-2:111122223333:key/0a1b2c3d-1234-1234-1234-0a1b2c3d4e5f',
);
const price = v.pipe(v.number(), v.minValue(0, 'is less than 0'));

/** In US dollars. The defaults are list prices of us-east-1: another Region has its own. */
const pricesSchema = v.strictObject({
  region: v.optional(v.string(), 'us-east-1'),
  hoursPerMonth: v.optional(price, 730),
  endpointPerHour: v.optional(price, 0.01),
  endpointPerGb: v.optional(price, 0.01),
  natGatewayPerHour: v.optional(price, 0.045),
  natGatewayPerGb: v.optional(price, 0.045),
  publicIpv4PerHour: v.optional(price, 0.005),
});

/** What AWS's price pages say of us-east-1. */
export const LIST_PRICES = v.parse(pricesSchema, {});

const workloadSchema = v.strictObject({
  name,
  /** One verifier in each: a run sees one subnet. */
  subnetIds: v.pipe(subnetIds, v.minLength(1, 'needs a subnet'), v.maxLength(6, 'takes at most 6 subnets')),
  /** All the groups that an interface of the workload has, and no others: groups are a union. */
  securityGroupIds: v.pipe(securityGroupIds, v.minLength(1, 'needs a group'), v.maxLength(5, 'takes at most 5 groups')),
  /** The customer managed key of the workload's secrets; without it the canary is under the AWS managed one. */
  kmsKeyArn: v.optional(keyArn),
  /** The canary then answers verifiers through the endpoint alone, so that AWS itself proves the path. */
  seal: v.optional(v.boolean(), false),
  /** What whoever may invoke a verifier may ask beside the canary's report. */
  allow: v.optional(v.array(v.picklist(['secrets', 'configuration'])), []),
  architecture: v.optional(v.picklist(['arm64', 'x86_64']), 'arm64'),
  memoryMb: v.optional(v.pipe(v.number(), v.integer(), v.minValue(128), v.maxValue(1024)), 256),
  /** Of each verifier. Left out in most accounts: a new one has 10 in all, and Lambda refuses to reserve any of them. */
  reservedConcurrency: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10))),
});

const accountId = v.pipe(v.string(), v.regex(/^\d{12}$/, "isn't an account id of twelve digits"));

const STATEMENT_KEYS = 'Sid Effect Principal NotPrincipal Action NotAction Resource NotResource Condition'.split(' ');

/** Either of a key and its Not-form, and not both: an endpoint's policy names all three. */
const isWhole = (statement: Readonly<Record<string, unknown>>): boolean =>
  ['Principal', 'Action', 'Resource'].every((key) => key in statement !== `Not${key}` in statement);

const policySchema = v.union([
  v.picklist(['own-account', 'full-access']),
  v.strictObject({
    organization: v.pipe(v.string(), v.regex(/^o-[a-z0-9]{10,32}$/, "isn't an organization's id such as o-a1b2c3d4e5")),
  }),
  v.strictObject({ accounts: v.pipe(v.array(accountId), v.minLength(1, 'needs an account')) }),
  v.strictObject({ secrets: v.pipe(v.array(secretArn), v.minLength(1, 'needs a secret')) }),
  v.strictObject({
    /** Version and Id are ours. */
    document: v.strictObject({
      Version: v.optional(v.literal('2012-10-17')),
      Statement: v.pipe(
        v.array(
          v.pipe(
            v.looseObject({ Effect: v.picklist(['Allow', 'Deny']) }),
            v.check(
              (one) => Object.keys(one).every((key) => STATEMENT_KEYS.includes(key)),
              'has a key that no statement has',
            ),
            v.check((one) => isWhole(one), 'needs Principal, Action and Resource, each or its Not-form'),
          ),
        ),
        v.minLength(1, 'needs a statement'),
      ),
    }),
  }),
]);

/** Everything that a deployment is told. The first five are the inputs of the Terraform module. */
export const configurationSchema = v.strictObject({
  env: name,
  projectId: name,
  subnetIds: v.optional(subnetIds, []),
  resourcesSecurityGroupIds: v.optional(securityGroupIds, []),
  enableSecretsmanagerEndpoint: v.optional(v.boolean(), false),
  /** Of whatever endpoint is made. Looked up, it would be known only at deploy time, and each change would show as a replacement. */
  vpcId: v.optional(idOf('vpc')),
  /** Another name makes another stack: two deployments with the same `env` and `projectId` need two. */
  stackName: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, 'takes letters, digits and hyphens, starting with a letter'),
    ),
  ),
  /** Where the stack may be deployed; without them, wherever the credentials are. */
  account: v.optional(accountId),
  region: v.optional(v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z]+)+-\d$/, "isn't a Region such as eu-west-2"))),
  terminationProtection: v.optional(v.boolean(), false),
  tags: v.optional(v.record(v.pipe(v.string(), v.regex(/^(?!aws:).{1,128}$/i, "isn't a tag's key")), v.string()), {}),
  /** Who else may reach the endpoint: other networks, in which a group means nothing. */
  ingressCidrs: v.optional(v.array(ingressCidr), []),
  ingressPrefixListIds: v.optional(v.array(idOf('pl')), []),
  /** Groups of one's own, beside the one that is made. */
  endpointSecurityGroupIds: v.optional(v.pipe(securityGroupIds, v.maxLength(4, 'takes at most 4 groups')), []),
  /** Off where a hosted zone or another endpoint answers for the service's name. */
  privateDns: v.optional(v.boolean(), true),
  /** Deploys although private DNS takes the service from others in the VPC. */
  allowCutOff: v.optional(v.boolean(), false),
  endpointPolicy: v.optional(policySchema, 'own-account'),
  /** Of the endpoint, whoever made it. With `ipv6` the workloads' subnets have to be dual-stack. */
  ipAddressType: v.optional(v.picklist(['ipv4', 'ipv6', 'dualstack']), 'ipv4'),
  /** Somebody else's endpoint, in the place of one of our own. */
  existingEndpoint: v.optional(
    v.strictObject({ vpcEndpointId: idOf('vpce'), dnsNames: v.optional(v.array(v.string()), []) }),
  ),
  /** What would be looked up at deploy time: told, no lookup is deployed. `zones`: subnet id → Availability Zone id. */
  network: v.optional(
    v.strictObject({
      /** The endpoint's. */
      vpcId: idOf('vpc'),
      /** The workloads', where that is another one. */
      clientVpcId: v.optional(idOf('vpc')),
      cidrs: v.pipe(
        v.array(cidr),
        v.check((cidrs) => cidrs.some((one) => !one.includes(':')), 'needs a CIDR of IPv4, as every VPC has one'),
      ),
      zones: v.optional(v.record(idOf('subnet'), v.string()), {}),
    }),
  ),
  /** Another text makes the next deployment look the VPC up again. */
  revision: v.optional(v.string(), '1'),
  workloads: v.optional(v.array(workloadSchema), []),
  /** An `ec2` endpoint, so that verifiers in isolated subnets can read the configuration around them. */
  ec2Endpoint: v.optional(v.strictObject({ subnetIds: v.pipe(subnetIds, v.minLength(1, 'needs a subnet')) })),
  checkEveryMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)), 5),
  /** A read that takes longer, twice of three times, is slow. */
  slowMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(20_000)), 2_000),
  /** A topic of one's own, which has to let alarms publish, in the place of one that is made. */
  alarmTopicArn: v.optional(
    arn('sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_-]{1,256}', 'arn:aws:sns:eu-west-2:111122223333:on-call'),
  ),
  alarmEmails: v.optional(v.array(v.pipe(v.string(), v.email("isn't an email address"))), []),
  /** Log group of a trail of this account: alarms on failed rotation and denied access. */
  trailLogGroupName: v.optional(v.pipe(v.string(), v.regex(/^[.\-_/#A-Za-z0-9]{1,512}$/, "isn't a log group's name"))),
  dashboard: v.optional(v.boolean(), true),
  logRetentionDays: v.optional(v.picklist([1, 3, 5, 7, 14, 30, 60, 90, 180, 365]), 30),
  /** NAT gateways that are removed because of the endpoint: only they are a saving. */
  natGatewaysRemoved: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  prices: v.optional(pricesSchema, {}),
});

/** A VPC has /16 to /28, and of IPv6 /44 to /60: what is wider would open the endpoint's group. */
function isVpcCidr(text: string): boolean {
  const parsed = parseCidr(text);
  if (parsed === null) return false;
  const [widest, narrowest] = parsed.family === 4 ? [16, 28] : [44, 60];
  return parsed.prefixLength >= widest && parsed.prefixLength <= narrowest;
}

/** What is wider would hold half of the internet. */
function isNarrow(text: string): boolean {
  const parsed = parseCidr(text);
  return parsed !== null && parsed.prefixLength >= (parsed.family === 4 ? 8 : 29);
}

export type Configuration = v.InferOutput<typeof configurationSchema>;
export type ConfigurationInput = v.InferInput<typeof configurationSchema>;
export type Workload = Configuration['workloads'][number];
export type Prices = Configuration['prices'];
export type EndpointPolicyChoice = Configuration['endpointPolicy'];
