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

export const SOURCE_HELP = `  --function NAME         whose place to judge: a Lambda function's subnets and security groups
  --subnet ID             or the client's subnets; may be repeated
  --security-group ID     and its security groups; may be repeated
  --client KIND           whose ephemeral ports replies go to: lambda (default), linux, windows
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
    throw new UsageError('--client says nothing beside --function: a function is of the kind lambda');
  if (functionName !== undefined && subnetIds.length + securityGroupIds.length === 0) return { functionName };
  if (functionName === undefined && subnetIds.length > 0 && securityGroupIds.length > 0)
    return { kind, vpcId: null, subnetIds, securityGroupIds, addresses: [] };
  if (functionName === undefined && subnetIds.length + securityGroupIds.length === 0) return null;
  throw new UsageError('say whose place to judge: --function NAME, or --subnet ID and --security-group ID');
}
