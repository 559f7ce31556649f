import * as v from 'valibot';
import { UsageError } from '../model/errors.ts';
import type { ExpectedEndpoint, Source, Target } from '../model/run.ts';
import { parseAddress, parseCidr } from '../net/cidr.ts';
import { SERVICE } from '../services/index.ts';
import { serviceHostOf } from './service-host.ts';

const HTTPS_PORT = 443;

const isAddress = (text: string): boolean => parseAddress(text) !== null;

const isCidr = (text: string): boolean => parseCidr(text) !== null;

const endpointSchema = v.strictObject({
  vpcEndpointId: v.optional(v.string()),
  dnsNames: v.optional(v.array(v.string()), []),
  networkInterfaces: v.optional(
    v.array(
      v.strictObject({
        networkInterfaceId: v.string(),
        privateIpAddress: v.pipe(v.string(), v.check(isAddress, "isn't an address such as 10.0.1.100")),
        availabilityZone: v.optional(v.string()),
      }),
    ),
    [],
  ),
  vpcCidrs: v.optional(v.array(v.pipe(v.string(), v.check(isCidr, "isn't a CIDR such as 10.0.0.0/16"))), []),
});

const clientSchema = v.strictObject({
  vpcId: v.optional(v.string()),
  subnetIds: v.optional(v.array(v.string()), []),
  securityGroupIds: v.optional(v.array(v.string()), []),
});

/** What is known at deploy time of the function's own place: `{vpcId, subnetIds, securityGroupIds}`, all optional. */
export function parseClient(text: string, source: string): Source {
  const result = v.safeParse(clientSchema, parseJson(text, source));
  if (!result.success) throw new UsageError(`${source}: ${sentenceOf(result.issues[0])}`);
  const { vpcId = null, subnetIds, securityGroupIds } = result.output;
  return { kind: 'lambda', vpcId, subnetIds, securityGroupIds, addresses: [] };
}

/** What a caller knows of the target; the rest follows from it. */
export interface TargetRequest {
  readonly region: string | undefined;
  /** Null: none is asked for, since configuration alone is judged. */
  readonly secretId: string | null | undefined;
  readonly canary: boolean;
  readonly identity: Target['identity'];
  readonly endpoint: ExpectedEndpoint;
}

/** The target of a run. Throws UsageError where region or secret are missing or cannot be. */
export async function targetOf({ region, secretId, ...rest }: TargetRequest): Promise<Target> {
  if (!region) throw new UsageError('no Region given: set AWS_REGION or pass --region eu-west-2');
  if (secretId === undefined || secretId === '') throw new UsageError('no secret given: pass its name or ARN');
  if (secretId !== null) assertSecretId(secretId, region);
  return { region, host: await serviceHostOf(region), port: HTTPS_PORT, secretId, ...rest };
}

/** No call is made for an id that cannot be one. That of another Region can, and is a finding. */
function assertSecretId(secretId: string, region: string): void {
  const { arn, name } = SERVICE.ids;
  const shown = JSON.stringify(secretId.slice(0, 100));
  if (!secretId.startsWith('arn:')) {
    if (name.test(secretId)) return;
    throw new UsageError(`${shown} isn't a secret's name: use up to 512 letters, digits and /_+=.@!-`);
  }
  if (arn.test(secretId)) return;
  throw new UsageError(
    `${shown} isn't a secret's ARN; one looks like arn:aws:${SERVICE.id}:${region}:111122223333:secret:prod/db-AbCdEf`,
  );
}

/** Reads what is known of the endpoint at deploy time, as JSON. */
export const parseEndpoint = (text: string, source: string): ExpectedEndpoint =>
  endpointOf(parseJson(text, source), source);

/**
 * What is known of the endpoint: `{vpcEndpointId, dnsNames, networkInterfaces, vpcCidrs}`, all optional. CloudFormation
 * writes DNS entries as `HOSTED_ZONE_ID:NAME`, the service's own name among them. Only names that are the endpoint's alone
 * count: the service's would make any address that it leads to the endpoint's, a public one too.
 */
export function endpointOf(given: unknown, source: string): ExpectedEndpoint {
  const result = v.safeParse(endpointSchema, given);
  if (!result.success) throw new UsageError(`${source}: ${sentenceOf(result.issues[0])}`);
  const { vpcEndpointId, networkInterfaces, dnsNames, vpcCidrs } = result.output;
  return {
    ...(vpcEndpointId ? { vpcEndpointId } : {}),
    dnsNames: dnsNames.map((name) => name.slice(name.indexOf(':') + 1)).filter((name) => name.startsWith('vpce-')),
    networkInterfaces: networkInterfaces.map(({ availabilityZone, ...rest }) => ({
      ...rest,
      ...(availabilityZone ? { availabilityZone } : {}),
    })),
    vpcCidrs,
  };
}

/** One sentence that names the place and what is wrong there. */
export function sentenceOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path === null ? wrongIn(issue) : `at "${path}": ${wrongIn(issue)}`;
}

/** What was given is quoted, and may be megabytes. */
const LONGEST_QUOTE = 100;

function wrongIn({ kind, message, expected, received }: v.BaseIssue<unknown>): string {
  // Whoever wrote the schema may have said it better.
  if (kind !== 'schema' || !message.startsWith('Invalid')) return message;
  if (expected === 'never') return "isn't a known field";
  if (received === 'undefined') return 'is missing';
  return `is ${received.slice(0, LONGEST_QUOTE)}, but must be ${expected}`;
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${source} is not JSON`);
  }
}
