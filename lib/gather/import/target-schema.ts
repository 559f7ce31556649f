import * as v from 'valibot';
import type { Target, Vantage } from '../../model/target.ts';
import { list, text, texts } from './schema-parts.ts';

const endpointInterface = v.object({
  networkInterfaceId: text,
  privateIpAddress: text,
  availabilityZone: v.exactOptional(text),
});

/** What a run is asked to prove. */
export const TARGET = v.object({
  region: text,
  host: text,
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  secretId: v.nullable(text),
  canary: v.boolean(),
  identity: v.picklist(['workload', 'verifier']),
  endpoint: v.object({
    vpcEndpointId: v.exactOptional(text),
    dnsNames: texts,
    networkInterfaces: list(endpointInterface),
    vpcCidrs: texts,
  }),
}) satisfies v.GenericSchema<unknown, Target>;

/** Where from. */
export const VANTAGE = v.object({
  kind: v.picklist(['live', 'replayed', 'offline']),
  /** What recordings of version 0.1.0 did not say at first. */
  place: v.optional(v.picklist(['inside', 'outside']), 'inside'),
  functionName: v.nullable(text),
  accountId: v.optional(v.nullable(text), null),
}) satisfies v.GenericSchema<unknown, Vantage>;
