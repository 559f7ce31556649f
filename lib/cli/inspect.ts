import { deadlineIn } from '../gather/deadline.ts';
import { endpointOf, targetOf } from '../gather/target-of.ts';
import { UsageError } from '../model/errors.ts';
import { inspect } from '../run/inspect.ts';
import { AWS_HELP, AWS_OPTIONS, regionIn } from './aws-options.ts';
import { type Command, parseCommandLine, parseMilliseconds } from './command.ts';
import type { Io } from './io.ts';
import { OUTPUT_HELP, OUTPUT_OPTIONS, outputIn } from './output-options.ts';
import { progressOn } from './progress.ts';
import { RECORD_HELP, RECORD_OPTIONS, record, refuseAnonymousAlone } from './record.ts';
import { SOURCE_HELP, SOURCE_OPTIONS, sourceIn } from './source-options.ts';
import { tell } from './tell.ts';

const help = `vpce-doctor inspect: check the configuration with your own credentials. Sends no packet

  vpce-doctor inspect --function verify-private-a --endpoint-id vpce-0abc
  vpce-doctor inspect --subnet subnet-0aaa --subnet subnet-0bbb --security-group sg-0ccc
  vpce-doctor inspect --function verify-private-a --record outside.json
  vpce-doctor analyze inside.json outside.json     the symptom, and the rule behind it

Run it anywhere that reaches the EC2 API: a laptop, a pipeline, CloudShell. It only calls Describe
and Get operations.

${SOURCE_HELP}  --endpoint-id ID        the expected endpoint; default: the service's only one in the client's VPC
  --secret-id ID          also look at this secret's KMS key; its value is never read
  --timeout MS            limit of the whole run (default 20000)
${AWS_HELP}${OUTPUT_HELP}${RECORD_HELP}
Exit codes: 0 every path is open, nothing else is wrong, and all was read · 1 blocked · 2 can't tell
`;

async function run(args: readonly string[], io: Io): Promise<number> {
  const { stderr } = io;
  const { values, positionals } = parseCommandLine(args, {
    ...SOURCE_OPTIONS,
    'endpoint-id': { type: 'string' },
    'secret-id': { type: 'string' },
    timeout: { type: 'string', default: '20000' },
    ...AWS_OPTIONS,
    ...OUTPUT_OPTIONS,
    ...RECORD_OPTIONS,
  } as const);
  if (positionals.length > 0) throw new UsageError(`inspect takes only options, not "${positionals[0]}" (see --help)`);
  const output = outputIn(values);
  refuseAnonymousAlone(values);
  const source = sourceIn(values);
  if (source === null)
    throw new UsageError('say which client to check: --function NAME, or --subnet ID and --security-group ID');
  const target = await targetOf({
    region: await regionIn(values, io),
    secretId: values['secret-id'] ?? null,
    canary: false,
    identity: 'workload',
    endpoint: endpointOf({ vpcEndpointId: values['endpoint-id'] }, '--endpoint-id'),
  });
  const deadline = deadlineIn(parseMilliseconds('--timeout', values.timeout));
  if (stderr.isTTY) stderr.write(`reading the configuration in ${target.region} …\n`);
  const facts = await inspect({ target, source, deadline }, progressOn(stderr));
  return record(facts, values, tell(facts, output, io), stderr);
}

export default { help, run } satisfies Command;
