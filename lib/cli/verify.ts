import { deadlineIn } from '../gather/deadline.ts';
import { endpointOf, parseEndpoint, targetOf } from '../gather/target-of.ts';
import { UsageError } from '../model/errors.ts';
import type { ExpectedEndpoint } from '../model/run.ts';
import { verify } from '../run/verify.ts';
import { SERVICE } from '../services/index.ts';
import { AWS_HELP, AWS_OPTIONS, regionIn } from './aws-options.ts';
import { type Command, parseCommandLine, parseMilliseconds } from './command.ts';
import type { Io } from './io.ts';
import { OUTPUT_HELP, OUTPUT_OPTIONS, outputIn } from './output-options.ts';
import { progressOn } from './progress.ts';
import { RECORD_HELP, RECORD_OPTIONS, record, refuseAnonymousAlone } from './record.ts';
import { tell } from './tell.ts';

const help = `vpce-doctor verify: prove from this host that a secret can be read through the endpoint

  vpce-doctor verify --secret-id prod/db \\
    --endpoint-dns-name vpce-0abc-xyz.${SERVICE.id}.eu-west-2.vpce.amazonaws.com
  vpce-doctor verify --secret-id prod/db --endpoint "$VPCE_DOCTOR_ENDPOINT" --format json

Run it where the workload runs and as the workload: it checks this host's own permissions.

  --secret-id NAME or ARN     the secret to read, required; its value is never shown or kept
  --endpoint-dns-name NAME    the endpoint's own DNS name, which tells its addresses; repeatable
  --vpc-cidr CIDR             a CIDR of the endpoint's VPC; repeatable
  --endpoint JSON             the same as JSON, as the function has it in VPCE_DOCTOR_ENDPOINT
  --timeout MS                limit of the whole run (default: 10000)
  --probe-timeout MS          limit of one wait; default: as long as real callers wait,
                              from 3.5 s (TCP) to 6 s (the API)
  --no-configuration          only send packets: call no API but ${SERVICE.operation}
${AWS_HELP}${OUTPUT_HELP}${RECORD_HELP}
Without --endpoint-dns-name the endpoint's addresses aren't known, and a successful read is
"unproven": it may have gone elsewhere.
`;

async function run(args: readonly string[], io: Io): Promise<number> {
  const { stderr } = io;
  const { values, positionals } = parseCommandLine(args, {
    'secret-id': { type: 'string' },
    'endpoint-dns-name': { type: 'string', multiple: true },
    'vpc-cidr': { type: 'string', multiple: true },
    endpoint: { type: 'string' },
    timeout: { type: 'string', default: '10000' },
    'probe-timeout': { type: 'string' },
    'no-configuration': { type: 'boolean', default: false },
    ...AWS_OPTIONS,
    ...OUTPUT_OPTIONS,
    ...RECORD_OPTIONS,
  } as const);
  const [positional, ...others] = positionals;
  if (others.length > 0) throw new UsageError(`one secret at a time, not ${positionals.join(' and ')}`);
  if (positional !== undefined && values['secret-id'] !== undefined)
    throw new UsageError(`name the secret once, not as ${positional} and by --secret-id`);
  const secretId = values['secret-id'] ?? positional;
  const output = outputIn(values);
  refuseAnonymousAlone(values);
  const given = values['probe-timeout'];
  const probeTimeoutMs = given === undefined ? undefined : parseMilliseconds('--probe-timeout', given);
  const deadline = deadlineIn(parseMilliseconds('--timeout', values.timeout));
  const target = await targetOf({
    region: await regionIn(values, io),
    secretId,
    canary: false,
    identity: 'workload',
    endpoint: withOptions(parseEndpoint(values.endpoint ?? '{}', '--endpoint'), values),
  });
  if (stderr.isTTY) stderr.write(`probing ${target.host} …\n`);
  const vantage = { kind: 'live', place: 'inside', functionName: null, accountId: null } as const;
  const source = values['no-configuration'] ? null : 'this-host';
  const request = { target, vantage, deadline, probeTimeoutMs, source } as const;
  const facts = await verify(request, progressOn(stderr));
  return record(facts, values, tell(facts, output, io), stderr);
}

function withOptions(
  endpoint: ExpectedEndpoint,
  given: { readonly 'endpoint-dns-name'?: string[]; readonly 'vpc-cidr'?: string[] },
): ExpectedEndpoint {
  const stranger = given['endpoint-dns-name']?.find((name) => !name.startsWith('vpce-'));
  if (stranger !== undefined)
    throw new UsageError(
      `--endpoint-dns-name takes the endpoint's own name, which begins with vpce-, not "${stranger}": the service's name doesn't tell whose address it resolves to`,
    );
  const more = endpointOf({ dnsNames: given['endpoint-dns-name'], vpcCidrs: given['vpc-cidr'] }, 'the options');
  return {
    ...endpoint,
    dnsNames: [...endpoint.dnsNames, ...more.dnsNames],
    vpcCidrs: [...endpoint.vpcCidrs, ...more.vpcCidrs],
  };
}

export default { help, run } satisfies Command;
