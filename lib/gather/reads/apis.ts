import { EC2Client } from '@aws-sdk/client-ec2';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { STSClient } from '@aws-sdk/client-sts';
import { sdkClientOf } from '../services/index.ts';
import { type OpenOptions, openApi } from './api.ts';

/** What EC2 says of hundreds of subnets, ACLs, tables and groups: a function has memory for no more. Bytes. */
const MOST_BYTES = 8_000_000;

/** EC2's API alone. */
export const openEc2 = (options: OpenOptions) =>
  openApi((config) => new EC2Client(config), { ...options, mostBytes: MOST_BYTES });

/** The five APIs that tell of the configuration. None is looked up before its first call. */
export function openApis(options: OpenOptions) {
  const apis = {
    ec2: openEc2(options),
    kms: openApi((config) => new KMSClient(config), options),
    lambda: openApi((config) => new LambdaClient(config), options),
    service: openApi(sdkClientOf, options),
    sts: openApi((config) => new STSClient(config), options),
  };
  const close = () => {
    for (const api of Object.values(apis)) api.close();
  };
  return { ...apis, close };
}
