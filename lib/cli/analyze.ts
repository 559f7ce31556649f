import { importDescribeOutput } from '../gather/import/describe-output.ts';
import { commandOf } from '../gather/import/described-kinds.ts';
import { readJsonFiles } from '../gather/import/read-json.ts';
import { meansFacts } from '../gather/import/recorded-facts.ts';
import { EPHEMERAL_PORTS } from '../model/ephemeral-ports.ts';
import { UsageError } from '../model/errors.ts';
import { RESOURCE_KINDS } from '../model/inventory.ts';
import type { PathReport } from '../model/path-report.ts';
import type { Reachability } from '../model/reachability.ts';
import renderPathText from '../report/render/path-text.ts';
import { plain } from '../report/render/plain.ts';
import { columnsOf } from '../report/render/wrap.ts';
import { analyze } from '../run/analyze.ts';
import { ruleOnPath } from '../run/rule-on-path.ts';
import { type Command, parseClientKind, parseCommandLine } from './command.ts';
import type { Io } from './io.ts';
import { OUTPUT_HELP, OUTPUT_OPTIONS, outputIn } from './output-options.ts';
import { RECORD_HELP, RECORD_OPTIONS, record, refuseAnonymousAlone } from './record.ts';
import { SOURCE_HELP, SOURCE_OPTIONS, sourceIn } from './source-options.ts';
import { tell } from './tell.ts';
import { terminalPaint } from './terminal-paint.ts';

/** Beside what tells of one kind of resource each. */
const MORE_COMMANDS = [
  'aws ec2 describe-security-group-rules',
  'aws ec2 describe-prefix-lists',
  'aws lambda get-function-configuration',
  'aws lambda get-capacity-provider',
];

const COMMANDS = [...RESOURCE_KINDS.map(commandOf), ...MORE_COMMANDS]
  .toSorted()
  .map((command) => `  ${command}\n`)
  .join('')
  .trimEnd();

const help = `vpce-doctor analyze: check saved files, offline. Sends no packet, calls no AWS API

  vpce-doctor analyze facts.json                     what --record wrote, judged again
  vpce-doctor analyze inside.json outside.json …     any number together
  vpce-doctor analyze described/ --function orders   what the AWS CLI described, all checks
  vpce-doctor analyze described/ --subnet subnet-0aaa --security-group sg-0ccc
  vpce-doctor analyze described/ --from eni-0aaa --to vpce-0bbb      one path, hop by hop
  vpce-doctor analyze - < facts.json                 from standard input

Configuration files are what the AWS CLI prints, under any names, of any number of accounts. What a
missing file would have said isn't known:
${COMMANDS}

${SOURCE_HELP}  --endpoint-id ID        the expected endpoint; default: the service's only one in the client's VPC
  --secret-id ID          the secret whose description and key are checked
  --region REGION         default: the one that the files tell
  --from, --to            one path: an interface, address, CIDR, subnet, or (--to) an endpoint
  --port N                of that path (default: 443)
  --protocol tcp|udp      of that path (default: tcp)
${OUTPUT_HELP}${RECORD_HELP}
Exit codes: those of verify and inspect. Of one path: 0 open · 1 blocked · 2 mixed, unknown, or open
to an endpoint that may not serve. One path is given as text or json.
`;

const EXIT_BY_REACH: Readonly<Record<Reachability, number>> = { open: 0, closed: 1, mixed: 2, unknown: 2 };

const PATH_OPTIONS = ['from', 'to', 'port', 'protocol'] as const;
const JUDGE_OPTIONS = ['endpoint-id', 'secret-id', 'region', 'function', 'subnet', 'security-group'] as const;

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    ...SOURCE_OPTIONS,
    ...RECORD_OPTIONS,
    'endpoint-id': { type: 'string' },
    'secret-id': { type: 'string' },
    region: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    port: { type: 'string' },
    protocol: { type: 'string' },
    ...OUTPUT_OPTIONS,
  } as const);
  if (positionals.length === 0) throw new UsageError('name at least one file or folder to analyze');
  const output = outputIn(values);
  const { format } = output;
  refuseAnonymousAlone(values);
  const files = await readJsonFiles(positionals);
  const recorded = files.filter(({ content }) => meansFacts(content));
  const described = files.filter(({ content }) => !meansFacts(content));
  const givenOf = (names: readonly (keyof typeof values)[]) => names.filter((name) => values[name] !== undefined);
  const pathOptions = givenOf(PATH_OPTIONS);
  if (pathOptions.length > 0) {
    refuse(
      givenOf([...JUDGE_OPTIONS, 'record', 'fail-on']),
      'only for the whole analysis; --from and --to say all about one path',
    );
    if (recorded.length > 0)
      refuse(pathOptions, 'only for configuration files; a recording says itself which path it is about');
    if (format !== 'text' && format !== 'json')
      throw new UsageError(`one path is given as text or json, not as ${format}`);
    return tellPath(ruleOnPath(importDescribeOutput(described), pathIn(values)), format, io);
  }
  const source = sourceIn(values);
  if (described.length === 0)
    refuse(givenOf([...JUDGE_OPTIONS, 'client']), 'a recording says itself which client it is about');
  if (source === null) refuse(givenOf(['endpoint-id', 'secret-id', 'client']), 'only with --function or --subnet');
  if (recorded.length === 0 && source === null)
    throw new UsageError(
      'for configuration files, say which client to check: --function NAME, or --subnet ID and --security-group ID; or one path: --from and --to',
    );
  const { facts, warnings } = await analyze({
    recorded,
    described,
    source,
    region: values.region,
    vpcEndpointId: values['endpoint-id'],
    secretId: values['secret-id'],
  });
  for (const warning of warnings) io.stderr.write(`warning: ${plain(warning)}\n`);
  return record(facts, values, tell(facts, output, io), io.stderr);
}

/** An option that would be ignored is a mistake. */
function refuse(given: readonly string[], why: string): void {
  if (given.length > 0) throw new UsageError(`${given.map((name) => `--${name}`).join(', ')}: ${why}`);
}

interface PathValues {
  readonly from?: string;
  readonly to?: string;
  readonly port?: string;
  readonly protocol?: string;
  readonly client?: string;
}

function pathIn({ from, to, port = '443', protocol = 'tcp', client = 'lambda' }: PathValues) {
  if (from === undefined || to === undefined) throw new UsageError('one path needs both --from and --to');
  const sourcePorts = EPHEMERAL_PORTS[parseClientKind(client)];
  return { from, to, protocol: parseProtocol(protocol), port: parsePort(port), sourcePorts };
}

function tellPath(report: PathReport, format: 'text' | 'json', { stdout, stderr, env }: Io): number {
  if (format === 'json') for (const warning of report.warnings) stderr.write(`warning: ${plain(warning)}\n`);
  stdout.write(
    format === 'json'
      ? `${JSON.stringify(report, null, 2)}\n`
      : renderPathText(report, terminalPaint(stdout, env), columnsOf(stdout.columns)),
  );
  return report.endpoint.length > 0 && report.predicted === 'open' ? 2 : EXIT_BY_REACH[report.predicted];
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new UsageError(`--port takes a number from 1 to 65535, not "${text}"`);
}

function parseProtocol(text: string): string {
  if (text === 'tcp' || text === 'udp') return text;
  throw new UsageError(`--protocol takes tcp or udp, not "${text}"`);
}

export default { help, run } satisfies Command;
