import type { SourceRequest } from '../gather/reads/configuration.ts';
import { UsageError } from '../model/errors.ts';
import { parseClientKind } from './command.ts';

/** Whose place is judged, as every command takes it that judges one from outside. */
export const SOURCE_OPTIONS = {
  function: { type: 'string' },
  subnet: { type: 'string', multiple: true },
  'security-group': { type: 'string', multiple: true },
  client: { type: 'string' },
} as const;

export const SOURCE_HELP = `  --function NAME         check as this Lambda function: its subnets and security groups
  --subnet ID             or the client's subnets; repeatable
  --security-group ID     and its security groups; repeatable
  --client KIND           the ports that replies go to: lambda (default), linux, windows
`;

interface SourceValues {
  readonly function?: string;
  readonly subnet?: string[];
  readonly 'security-group'?: string[];
  readonly client?: string;
}

/** Whose place the options name; null: nobody's. */
export function sourceIn(values: SourceValues): Exclude<SourceRequest, 'this-host'> | null {
  const { function: functionName, subnet: subnetIds = [], 'security-group': securityGroupIds = [] } = values;
  const kind = parseClientKind(values.client ?? 'lambda');
  if (functionName !== undefined && values.client !== undefined)
    throw new UsageError('--client is of no use with --function: a function is of the kind lambda');
  if (functionName !== undefined && subnetIds.length + securityGroupIds.length === 0) return { functionName };
  if (functionName === undefined && subnetIds.length > 0 && securityGroupIds.length > 0)
    return { kind, vpcId: null, subnetIds, securityGroupIds, addresses: [] };
  if (functionName === undefined && subnetIds.length + securityGroupIds.length === 0) return null;
  throw new UsageError('say which client to check: --function NAME, or --subnet ID and --security-group ID');
}
