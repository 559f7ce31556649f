import type { ClientRequest } from '../gather/config/configuration.ts';
import { deadlineIn } from '../gather/deadline.ts';
import { inspect } from '../gather/gather.ts';
import { endpointOf, targetOf } from '../gather/target-of.ts';
import { UsageError } from '../model/errors.ts';
import { exitCodeOf } from '../report/exit-code.ts';
import { FORMATS, RENDERERS } from '../report/render/index.ts';
import { crashesOn, reportOf } from '../report/report.ts';
import { type Command, parseClientKind, parseCommandLine, parseFormat, parseMilliseconds } from './command.ts';
import type { Io } from './io.ts';
import { record } from './record.ts';
import { tellCrashes } from './tell-crashes.ts';
import { terminalPaint } from './terminal-paint.ts';

const help = `vpce-doctor inspect: what the configuration says, read with your own credentials. No packet is sent to the endpoint

  vpce-doctor inspect --function verify-private-a --endpoint-id vpce-0abc
  vpce-doctor inspect --subnet subnet-0aaa --subnet subnet-0bbb --security-group sg-0ccc
  vpce-doctor inspect --function verify-private-a --record outside.json
  vpce-doctor analyze inside.json outside.json     both vantages together: the symptom and the rule behind it

Run it from anywhere that has the EC2 API: a laptop, a pipeline, CloudShell. It calls Describe and Get operations alone.

  --function NAME         whose place to judge: a Lambda function's subnets and security groups
  --subnet ID             or the client's subnets; may be repeated
  --security-group ID     and its security groups; may be repeated
  --client KIND           whose ephemeral ports replies go to: lambda (default), linux, windows
  --endpoint-id ID        the expected endpoint; default: the only one of the service in the client's VPC
  --secret-id ID          a secret whose KMS key is looked at as well; its value is never read
  --region REGION         default: AWS_REGION
  --timeout MS            limit of the whole run (default 20000)
  --format ${FORMATS.join('|')}    default: text
  --record FILE           also write what was seen, for vpce-doctor analyze

Exit codes: 0 every path is open by configuration, nothing else is wrong, and all was read · 1 closed · 2 it cannot be told
`;

async function run(args: readonly string[], { stdout, stderr, env }: Io): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    function: { type: 'string' },
    subnet: { type: 'string', multiple: true },
    'security-group': { type: 'string', multiple: true },
    client: { type: 'string' },
    'endpoint-id': { type: 'string' },
    'secret-id': { type: 'string' },
    region: { type: 'string' },
    timeout: { type: 'string', default: '20000' },
    format: { type: 'string', default: 'text' },
    record: { type: 'string' },
  } as const);
  if (positionals.length > 0) throw new UsageError(`inspect takes options alone, not "${positionals[0]}" (see --help)`);
  const render = RENDERERS[parseFormat(values.format)];
  const client = clientIn(values);
  const target = await targetOf({
    region: values.region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION,
    secretId: values['secret-id'] ?? null,
    canary: false,
    identity: 'workload',
    endpoint: endpointOf({ vpcEndpointId: values['endpoint-id'] }, '--endpoint-id'),
  });
  const deadline = deadlineIn(parseMilliseconds('--timeout', values.timeout));
  if (stderr.isTTY) stderr.write(`reading the configuration in ${target.region} …\n`);
  const vantage = { kind: 'live', place: 'outside', functionName: null, accountId: null } as const;
  const facts = await inspect(target, vantage, { deadline, client });
  const report = reportOf(facts);
  stdout.write(render(report, terminalPaint(stdout, env)));
  tellCrashes(crashesOn(facts), stderr);
  return record(values.record, facts, exitCodeOf(report), stderr);
}

function clientIn(values: {
  readonly function?: string;
  readonly subnet?: string[];
  readonly 'security-group'?: string[];
  readonly client?: string;
}): ClientRequest {
  const { subnet: subnetIds = [], 'security-group': securityGroupIds = [] } = values;
  const kind = parseClientKind(values.client ?? 'lambda');
  if (values.function !== undefined && values.client !== undefined)
    throw new UsageError('--client says nothing beside --function: a function is of the kind lambda');
  if (values.function !== undefined && subnetIds.length + securityGroupIds.length === 0)
    return { functionName: values.function };
  if (values.function === undefined && subnetIds.length > 0 && securityGroupIds.length > 0)
    return { kind, vpcId: null, subnetIds, securityGroupIds, addresses: [] };
  throw new UsageError('say whose place to judge: --function NAME, or --subnet ID and --security-group ID');
}

export default { help, run } satisfies Command;
