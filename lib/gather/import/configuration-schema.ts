import * as v from 'valibot';
import type { ConfigurationValues } from '../../model/configuration.ts';
import { SHAPES } from '../describe-shapes.ts';
import { list, text, textOrNull, texts, timeOrNull } from './schema-parts.ts';

/** What AWS's APIs say, by the name of each fact. */
export const CONFIGURATION_SCHEMAS = {
  client: v.object({
    kind: v.picklist(['lambda', 'linux', 'windows']),
    vpcId: textOrNull,
    subnetIds: texts,
    securityGroupIds: texts,
    addresses: texts,
  }),
  caller: v.object({ accountId: text }),
  vpc: SHAPES.Vpcs,
  vpcDnsAttributes: v.object({ enableDnsSupport: v.boolean(), enableDnsHostnames: v.boolean() }),
  dhcpOptions: v.nullable(SHAPES.DhcpOptions),
  subnets: list(SHAPES.Subnets),
  networkAcls: list(SHAPES.NetworkAcls),
  routeTables: list(SHAPES.RouteTables),
  vpcEndpoints: list(SHAPES.VpcEndpoints),
  networkInterfaces: list(SHAPES.NetworkInterfaces),
  securityGroups: list(SHAPES.SecurityGroups),
  prefixLists: list(v.object({ PrefixListId: text, Cidrs: texts })),
  endpointService: v.nullable(v.object({ serviceName: text, privateDnsNames: texts, availabilityZones: texts })),
  secretDescription: v.object({ arn: text, kmsKeyId: textOrNull, deletedDate: timeOrNull }),
  kmsKey: v.nullable(v.object({ arn: text, keyState: text, deletionDate: timeOrNull })),
} satisfies { readonly [N in keyof ConfigurationValues]: v.GenericSchema<unknown, ConfigurationValues[N]> };
